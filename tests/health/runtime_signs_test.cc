#include "agent/health/runtime_signs.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

const absl::Time kNow = absl::UnixEpoch() + absl::Hours(1);
constexpr absl::Duration kAt = absl::Seconds(1000);

ProcessExecutions Returned(int status, std::uint64_t times, int pid = 71) {
  ProcessExecutions executions;
  executions.process = {pid, 5};
  executions.statuses[status] = times;
  return executions;
}

std::vector<Sign> First(int status, ChipSet held = {3}) {
  return RuntimeSigns().Take(Returned(status, 2), held, kNow, kAt);
}

TEST(RuntimeSigns, NameTheAilmentOfEachHardwareStatus) {
  const auto is = [](Ailment ailment) { return ElementsAre(Field(&Sign::ailment, ailment)); };
  EXPECT_THAT(First(6), is(Ailment::kUnitUnrecoverable));
  EXPECT_THAT(First(101), is(Ailment::kUnitUnrecoverable));
  EXPECT_THAT(First(1200), is(Ailment::kCollectivesHang));
  EXPECT_THAT(First(1201), is(Ailment::kHbmUncorrectable));
  EXPECT_THAT(First(1202), is(Ailment::kSramUncorrectable));
  EXPECT_THAT(First(1203), is(Ailment::kDmaAbort));
  EXPECT_THAT(First(1205), is(Ailment::kHbmRepairable));
}

TEST(RuntimeSigns, SayNothingOfOtherStatuses) {
  for (const int status : {0, 1204, 1206}) {
    EXPECT_THAT(First(status), IsEmpty()) << status;
  }
}

TEST(RuntimeSigns, TellWhatWasSeenOfWhom) {
  const Sign sign = First(1201).front();
  EXPECT_EQ(sign.source, SignSource::kRuntime);
  EXPECT_EQ(sign.chip, 3);
  EXPECT_EQ(sign.seen_at, kNow);
  EXPECT_EQ(sign.amount, 2u);
  EXPECT_FALSE(sign.lasting);
  EXPECT_EQ(sign.raw, "libnrt returned status 1201 to pid 71 2 times");
}

TEST(RuntimeSigns, GoToEachChipOfTheProcessAndSaySo) {
  const std::vector<Sign> signs = First(1202, {3, 4});
  EXPECT_THAT(signs, ElementsAre(Field(&Sign::chip, 3), Field(&Sign::chip, 4)));
  EXPECT_EQ(signs.front().raw,
            "libnrt returned status 1202 to pid 71 2 times, which holds 2 chips");
}

TEST(RuntimeSigns, CountOnlyWhatIsNew) {
  RuntimeSigns signs;
  signs.Take(Returned(1201, 2), {3}, kNow, kAt);
  EXPECT_THAT(signs.Take(Returned(1201, 2), {3}, kNow, kAt), IsEmpty());
  const std::vector<Sign> more = signs.Take(Returned(1201, 5), {3}, kNow, kAt);
  EXPECT_THAT(more, ElementsAre(Field(&Sign::amount, 3u)));
}

TEST(RuntimeSigns, TellProcessesApart) {
  RuntimeSigns signs;
  signs.Take(Returned(1201, 2), {3}, kNow, kAt);
  EXPECT_THAT(signs.Take(Returned(1201, 2, 72), {3}, kNow, kAt),
              ElementsAre(Field(&Sign::amount, 2u)));
}

TEST(RuntimeSigns, ForgetAProcessThatIsNotSeen) {
  RuntimeSigns signs;
  signs.Take(Returned(1201, 2), {3}, kNow, kAt);
  const std::vector<Sign> after =
      signs.Take(Returned(1201, 2), {3}, kNow, kAt + RuntimeSigns::kForgotten);
  EXPECT_THAT(after, ElementsAre(Field(&Sign::amount, 2u)));
}

TEST(RuntimeSigns, ForgetNoProcessBecauseAClockWasSet) {
  RuntimeSigns signs;
  signs.Take(Returned(1201, 2), {3}, kNow, kAt);
  EXPECT_THAT(signs.Take(Returned(1201, 2), {3}, kNow + absl::Hours(1), kAt), IsEmpty());
}

}  // namespace
}  // namespace neuron
