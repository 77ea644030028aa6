#include "agent/usage/error_count.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

using Count = Reading<std::uint64_t>;

// Errors of one kind, read again and again.
class Errors {
 public:
  void Read(const Count& value) { count.Take(value, CounterEpoch(), absl::UnixEpoch()); }

  ErrorCount count;
};

const Count kGarbage = Count::Unknown(absl::DataLossError("garbage"));

TEST(ErrorCount, IsAbsentBeforeTheFirstReading) {
  const ErrorCount count;
  EXPECT_TRUE(count.total().is_absent());
  EXPECT_TRUE(count.fresh().is_absent());
  EXPECT_TRUE(count.since_start().is_absent());
}

TEST(ErrorCount, DoesNotBlameTheChipForWhatWasThereAtTheStart) {
  Errors errors;
  errors.Read(std::uint64_t{4});
  EXPECT_EQ(errors.count.total(), Count(4));
  EXPECT_TRUE(errors.count.fresh().is_unknown());
  EXPECT_EQ(errors.count.since_start(), Count(0));
}

TEST(ErrorCount, TellsTheNewFromTheOld) {
  Errors errors;
  errors.Read(std::uint64_t{4});
  errors.Read(std::uint64_t{6});
  errors.Read(std::uint64_t{7});
  EXPECT_EQ(errors.count.fresh(), Count(1));
  EXPECT_EQ(errors.count.since_start(), Count(3));
}

TEST(ErrorCount, IsUnknownWithTheReading) {
  Errors errors;
  errors.Read(std::uint64_t{4});
  errors.Read(kGarbage);
  EXPECT_EQ(errors.count.total(), kGarbage);
  EXPECT_EQ(errors.count.fresh(), kGarbage);
  EXPECT_EQ(errors.count.since_start(), kGarbage);
}

TEST(ErrorCount, LosesNoErrorWhileItIsUnknown) {
  Errors errors;
  errors.Read(kGarbage);
  errors.Read(std::uint64_t{4});
  errors.Read(kGarbage);
  errors.Read(std::uint64_t{9});
  EXPECT_EQ(errors.count.fresh(), Count(5));
  EXPECT_EQ(errors.count.since_start(), Count(5));
}

TEST(ErrorCount, KnowsWhatTheRegisterHolds) {
  Errors errors;
  EXPECT_TRUE(errors.count.held().is_absent());
  errors.Read(std::uint64_t{60000});
  EXPECT_EQ(errors.count.held(), Count(60000));
  errors.Read(kGarbage);
  EXPECT_EQ(errors.count.held(), kGarbage);
  for (int reading = 0; reading < RebasedCounter::kConfirmations; ++reading) {
    errors.Read(std::uint64_t{2});
  }
  EXPECT_EQ(errors.count.total(), Count(65538));
  EXPECT_EQ(errors.count.held(), Count(2));
}

TEST(ErrorCount, FindsNothingNewInAChipThatComesOutOfAReset) {
  Errors errors;
  errors.Read(std::uint64_t{4});
  errors.Read(std::uint64_t{0});
  EXPECT_TRUE(errors.count.fresh().is_unknown());
  errors.Read(std::uint64_t{4});
  EXPECT_EQ(errors.count.fresh(), Count(0));
}

TEST(ErrorCount, TellsWhatIsNewOnce) {
  Errors errors;
  errors.Read(std::uint64_t{4});
  errors.Read(std::uint64_t{6});
  errors.count.Pass();
  EXPECT_EQ(errors.count.fresh(), Count(0));
  EXPECT_EQ(errors.count.since_start(), Count(2));
}

TEST(ErrorCount, StaysUnknownWhereOtherThingsAreRead) {
  Errors errors;
  errors.Read(kGarbage);
  errors.count.Pass();
  EXPECT_EQ(errors.count.fresh(), kGarbage);
}

}  // namespace
}  // namespace neuron
