#include "agent/cli/message_lines.h"

#include "agent/telemetry/codec.h"
#include "gtest/gtest.h"
#include "tests/fakes/dim_snapshot.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/ultraserver_snapshot.h"
#include "tests/telemetry/golden_file.h"

namespace neuron {
namespace {

TEST(MessageLines, ShowsAllThatIsKnownOfAChip) {
  ExpectGolden("tests/golden/ls.chip.txt", MessageLines(Encode(ExampleSnapshot(), "").chips(4)));
}

TEST(MessageLines, TellsUnknownFromAbsentAndSaysWhy) {
  ExpectGolden("tests/golden/ls.chip.dim.txt", MessageLines(Encode(DimSnapshot(), "").chips(2)));
}

TEST(MessageLines, ShowsAllThatIsKnownOfTheHost) {
  ExpectGolden("tests/golden/ls.host.txt", MessageLines(Encode(UltraServerSnapshot(), "").host()));
}

TEST(MessageLines, CallsNoCounterAbsentOfAChipThatDidNotAnswer) {
  const std::string lines = MessageLines(Encode(ExampleSnapshot(), "").chips(9));
  const std::size_t reason = lines.find("\ncounters_unknown_reason  ");
  ASSERT_NE(reason, std::string::npos);
  EXPECT_NE(lines.find("  -\n"), std::string::npos);
  EXPECT_EQ(lines.find("  -\n", reason), std::string::npos);
  EXPECT_NE(lines.find("  ?\n", reason), std::string::npos);
}

TEST(MessageLines, ShowsWordsAndRatiosOnOneLineEach) {
  const std::string lines = MessageLines(Encode(ExampleSnapshot(), "").chips(2));
  EXPECT_NE(lines.find("firmware.unhealthy_components  "), std::string::npos);
  EXPECT_NE(lines.find("  hbm, link_efa\n"), std::string::npos);
  EXPECT_NE(lines.find("  0.0225\n"), std::string::npos);
}

TEST(MessageLines, LetsNoTextWriteToTheTerminal) {
  agent::v1::Holder holder;
  holder.set_command("\x1b[2J\n");
  EXPECT_NE(MessageLines(holder).find("\\x1b[2J\\x0a\n"), std::string::npos);
  agent::v1::FirmwareHealth firmware;
  firmware.add_unhealthy_components("\x1b[2J");
  EXPECT_NE(MessageLines(firmware).find("\\x1b[2J\n"), std::string::npos);
}

}  // namespace
}  // namespace neuron
