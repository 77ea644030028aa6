#include "agent/cli/security_text.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(SecurityText, TellsTheLatestEvents) {
  EXPECT_EQ(SecurityText(BusySnapshot(), {}),
            "\nsecurity events 5, which speak against no chip; the latest:\n"
            "    forged  30 s ago, no_such_chip: it names chip 77, which is not here: "
            "NEURON_HW_ERR=DMA_ERROR nd-id=77 nc-id=0\n"
            "    forged  4 min ago, other_instance: it is of instance i-0badbadbadbadbad0, not of "
            "i-0592464924bd45322: NEURON_HW_ERR=DMA_ERROR instance-id=i-0badbadbadbadbad0\n");
}

TEST(SecurityText, IsEmptyWithoutAny) {
  Snapshot snapshot = BusySnapshot();
  snapshot.kernel_log = KernelLogReport();
  EXPECT_EQ(SecurityText(snapshot, {}), "");
}

TEST(SecurityText, TellsOfTheChipsThatAreAskedForAlone) {
  Snapshot snapshot = BusySnapshot();
  EXPECT_EQ(SecurityText(snapshot, {3}), "");
  snapshot.kernel_log->latest[0].chip = 3;
  EXPECT_THAT(SecurityText(snapshot, {3}), HasSubstr("no_such_chip"));
  EXPECT_THAT(SecurityText(snapshot, {3}), Not(HasSubstr("other_instance")));
}

TEST(SecurityText, SaysThatNobodyHearsTheLog) {
  Snapshot snapshot = BusySnapshot();
  snapshot.kernel_log = absl::nullopt;
  snapshot.sources = {{"kernel_log", absl::PermissionDeniedError("not root"), {}}};
  EXPECT_EQ(SecurityText(snapshot, {}), "\nsecurity events cannot be told: not root\n");
  EXPECT_EQ(SecurityText(snapshot, {3}), "");
  snapshot.sources.clear();
  EXPECT_EQ(SecurityText(snapshot, {}), "") << "one look listens to none";
}

TEST(SecurityText, LetsNobodyWriteToTheTerminal) {
  Snapshot snapshot = BusySnapshot();
  snapshot.kernel_log->latest[0].text = snapshot.kernel_log->latest[0].why = "\x1b[2J\n";
  EXPECT_THAT(SecurityText(snapshot, {}), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace neuron
