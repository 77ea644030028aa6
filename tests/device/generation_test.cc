#include "agent/device/generation.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

DriverVersion OldestOf(const FakeTree& tree) {
  return OldestDriverWith(TreeIndex::Walk(tree.Path("neuron0")).value());
}

FakeNode Counter(const std::string& name) { return Dir(name, {File("total", "0\n")}); }

// What tells a driver, in the order of neuron-driver.md §2.1. A name with a slash is a memory
// class; `of_core` stands below each core.
struct Mark {
  std::string leaf;
  bool is_counter;
  bool of_core;
  DriverVersion driver;
};

const std::vector<Mark>& Marks() {
  static const std::vector<Mark> marks = {
      {"reset", false, false, {2, 5, 7, 0}},
      {"core_count", false, false, {2, 5, 7, 0}},
      {"success", true, true, {2, 7, 15, 0}},
      {"infer_failed_to_queue", true, true, {2, 7, 15, 0}},
      {"device_name", false, false, {2, 8, 4, 0}},
      {"reset_fail_count", true, true, {2, 8, 4, 0}},
      {"notify_delay", false, false, {2, 9, 0, 0}},
      {"device_mem/model_code", true, true, {2, 10, 11, 0}},
      {"host_mem/tensors", true, false, {2, 10, 11, 0}},
      {"flop_count", true, true, {2, 12, 11, 0}},
      {"connected_devices", false, false, {2, 13, 4, 0}},
      {"mem_ecc_uncorrected", false, false, {2, 14, 5, 0}},
      {"serial_number", false, false, {2, 15, 9, 0}},
      {"oob_error", true, true, {2, 16, 7, 0}},
      {"device_mem/collectives", true, true, {2, 17, 17, 0}},
      {"host_mem/uncategorized", true, false, {2, 17, 17, 0}},
      {"device_mem/dma_rings", true, true, {2, 18, 12, 0}},
      {"hw_hbm_ue_error", true, true, {2, 19, 64, 0}},
      {"execute_sw_nq_overflow", true, true, {2, 20, 28, 0}},
      {"utilization", false, false, {2, 21, 37, 0}},
      {"nc_time_in_use", true, true, {2, 21, 37, 0}},
      {"pe_cntrs", false, true, {2, 23, 9, 0}},
      {"mem_ecc_repairable_uncorrected", false, false, {2, 23, 9, 0}},
      {"fw_api_version", false, false, {2, 26, 0, 0}},
      {"hw_error_event", false, false, {2, 28, 0, 0}},
      {"utilization_raw", false, false, {2, 29, 0, 0}},
      {"healthcheck_heartbeat", false, false, {2, 30, 0, 0}},
      {"sram_ecc_corrected", false, false, {2, 30, 0, 0}},
  };
  return marks;
}

void Make(const Mark& mark, const std::string& place, FakeTree* tree) {
  const std::string owner = mark.of_core ? "neuron0/cores/neuron_core0/" : "neuron0/";
  const std::size_t slash = mark.leaf.find('/');
  const std::string side = slash == std::string::npos ? "" : mark.leaf.substr(0, slash + 1);
  const std::string leaf = mark.leaf.substr(side.size());
  tree->Make(absl::StrCat(owner, place, side), mark.is_counter ? Counter(leaf) : File(leaf, "0\n"));
}

TEST(OldestDriverWith, GoesByEachLeafAlone) {
  for (const Mark& mark : Marks()) {
    FakeTree tree;
    Make(mark, "any/where/", &tree);
    EXPECT_EQ(OldestOf(tree), mark.driver) << mark.leaf;
  }
}

TEST(OldestDriverWith, IsNoOlderThanAnyLeaf) {
  FakeTree tree;
  for (const Mark& mark : Marks()) {
    Make(mark, "stats/", &tree);
    EXPECT_EQ(OldestOf(tree), mark.driver) << mark.leaf;
  }
}

TEST(OldestDriverWith, IsVersion0IfNoLeafSaysAnything) {
  EXPECT_EQ(OldestOf(FakeTree({Dir("neuron0", {File("uevent", ""), File("dev", "245:0\n"),
                                               Dir("neuron_core0", {Counter("unheard_of")})})})),
            DriverVersion());
}

}  // namespace
}  // namespace neuron
