#include "agent/cli/capability_list.h"

#include "gtest/gtest.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/telemetry/golden_file.h"

namespace neuron {
namespace {

TEST(CapabilityTable, ShowsTheExampleHost) {
  ExpectGolden("tests/golden/ls.capabilities.txt",
               CapabilityTable(ExampleSnapshot().inventory->capabilities));
}

TEST(CapabilityTable, IsAHeadingIfNothingIsKnown) {
  EXPECT_EQ(CapabilityTable({}), "NAME  KIND  ACCESS  MOVES  CHIPS\n");
}

TEST(CapabilityCsv, SeparatesChipsBySemicolons) {
  EXPECT_EQ(
      CapabilityCsv({{"a,b", CapabilityKind::kIoctl, Access::kUnknown, Liveness::kAtExit, {1, 3}},
                     {"c", CapabilityKind::kClass, Access::kAbsent, Liveness::kLive, {}}}),
      "name,kind,access,moves,chips\n\"a,b\",ioctl,unknown,at exit,1;3\nc,class,absent,live,\n");
}

}  // namespace
}  // namespace neuron
