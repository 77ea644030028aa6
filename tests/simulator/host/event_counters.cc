#include "tests/simulator/host/event_counters.h"

#include "absl/strings/strip.h"

namespace neuron::sim {
namespace {

constexpr absl::string_view kNow = "execute_";
// Up to driver 2.7.
constexpr absl::string_view kOnce = "infer_";

bool IsCalled(absl::string_view counter, absl::string_view name) {
  if (counter == name) return true;
  return absl::ConsumePrefix(&counter, kNow) && absl::ConsumePrefix(&name, kOnce) &&
         counter == name;
}

}  // namespace

const std::vector<EventCounter>& EventCounters() {
  static const auto* const kCounters = new std::vector<EventCounter>{
      {"status", "success", 1, 1},
      {"status", "failure", 16, 1},
      {"status", "timeout", 4, 1},
      {"status", "exec_bad_input", 5, 1},
      {"status", "hw_error", 11, 1},
      {"status", "execute_completed_with_error", 2, 1},
      {"status", "execute_completed_with_num_error", 3, 1},
      {"status", "generic_error", 7, 1},
      {"status", "resource_error", 17, 1},
      {"status", "resource_nc_error", 18, 1},
      {"status", "execute_failed_to_queue", 6, 1},
      {"status", "invalid_error", 19, 1},
      {"status", "unsupported_neff_version", 20, 1},
      {"status", "oob_error", 30, 1},
      {"status", "hw_collectives_error", 31, 1},
      {"status", "hw_hbm_ue_error", 32, 1},
      {"status", "hw_nc_ue_error", 33, 1},
      {"status", "hw_dma_abort_error", 34, 1},
      {"status", "execute_sw_nq_overflow", 35, 1},
      {"status", "execute_sw_semaphore_error", 36, 1},
      {"status", "execute_sw_event_error", 37, 1},
      {"status", "execute_sw_psum_collision", 38, 1},
      {"status", "execute_sw_sequencer_fatal", 39, 1},
      {"status", "hw_repairable_hbm_ue_error", 40, 1},
      {"other_info", "model_load_count", 27, 1},
      {"other_info", "inference_count", 28, 1},
      // An application counts multiply-accumulates, and the driver shows operations.
      {"other_info", "flop_count", 29, 2},
      {"other_info", "nc_time_in_use", 0, 1},
  };
  return *kCounters;
}

const EventCounter* FindEventCounter(absl::string_view name) {
  for (const EventCounter& counter : EventCounters()) {
    if (IsCalled(counter.name, name)) return &counter;
  }
  return nullptr;
}

}  // namespace neuron::sim
