#include "agent/device/live_counters.h"

#include <gtest/gtest.h>

#include "absl/status/status.h"

namespace neuron {
namespace {

using Version = Reading<DriverVersion>;

TEST(ShowsLiveCounters, IsSoFrom2_30On) {
  EXPECT_FALSE(ShowsLiveCounters(DriverVersion{2, 29, 99, 99}));
  EXPECT_TRUE(ShowsLiveCounters(DriverVersion{2, 30, 0, 0}));
  EXPECT_TRUE(ShowsLiveCounters(DriverVersion{3, 0, 0, 0}));
}

TEST(ShowsLiveCounters, IsNotSoOfADriverThatIsNotKnown) {
  EXPECT_FALSE(ShowsLiveCounters(Version::Unknown(absl::UnavailableError("?"))));
  EXPECT_FALSE(ShowsLiveCounters(Version::Absent()));
}

}  // namespace
}  // namespace neuron
