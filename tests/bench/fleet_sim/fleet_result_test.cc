#include "tests/bench/fleet_sim/fleet_result.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(FormatFleetResult, NamesWhatThereIs) {
  FleetResult result;
  result.writes = 7;
  result.bucket_ratio = 0.25;
  result.less_p99_seconds = 1.5;
  EXPECT_EQ(FormatFleetResult("usual", 10, result),
            "{\"scenario\": \"usual\", \"hosts\": 10, \"writes\": 7, \"peak\": 0, \"late_peak\": "
            "0, \"bucket_ratio\": 0.25, \"refused_ratio\": 0, "
            "\"read_ratio\": 0, \"less_p99_seconds\": 1.5, \"lying_ratio\": 0, \"hiding_ratio\": "
            "0, \"run_task_failed_ratio\": 0}");
}

}  // namespace
}  // namespace neuron
