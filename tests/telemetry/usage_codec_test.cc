#include "agent/telemetry/usage_codec.h"

#include <limits>

#include "gtest/gtest.h"
#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

agent::v1::Chip Encoded(const absl::optional<ChipUsage>& usage) {
  agent::v1::Chip message;
  EncodeUsage(usage, &message);
  return message;
}

ChipUsage Travelled(const ChipUsage& usage) { return DecodeUsage(Encoded(usage)).value(); }

TEST(DecodeUsage, RestoresRatesAndUtilization) {
  const ChipUsage expected = ExampleUsage(3);
  const ChipUsage decoded = Travelled(expected);
  EXPECT_EQ(decoded.time_unit, TimeUnit::kNanoseconds);
  ASSERT_EQ(decoded.cores.size(), 2u);
  EXPECT_EQ(decoded.cores[1].core, 1);
  EXPECT_EQ(decoded.cores[1].utilization, expected.cores[1].utilization);
  EXPECT_EQ(decoded.cores[1].per_second, expected.cores[1].per_second);
}

TEST(DecodeUsage, RestoresAbsentAndUnknown) {
  ChipUsage usage = ExampleUsage(3);
  usage.cores[0].per_second[CoreRate::kFlops] =
      Reading<double>::Unknown(absl::UnknownError("a rebase"));
  usage.cores[0].utilization = Reading<Utilization>::Unknown(absl::UnknownError("no source"));
  usage.cores[1].utilization = Reading<Utilization>::Absent();
  const ChipUsage decoded = Travelled(usage);
  EXPECT_EQ(decoded.cores[0].per_second[CoreRate::kFlops].why(), absl::UnknownError("a rebase"));
  EXPECT_EQ(decoded.cores[0].utilization.why(), absl::UnknownError("no source"));
  EXPECT_TRUE(decoded.cores[1].utilization.is_absent());
}

TEST(DecodeUsage, RestoresThatThereIsNone) {
  EXPECT_EQ(Encoded(absl::nullopt).ByteSizeLong(), 0u);
  EXPECT_FALSE(DecodeUsage(Encoded(absl::nullopt)).has_value());
}

TEST(DecodeUsage, RestoresWhatBeganAnew) {
  ChipUsage usage = ExampleUsage(3);
  Rebase rebase;
  rebase.times = 2;
  usage.cores[1].rebases = {rebase};
  rebase.of_core = false;
  usage.rebases = {rebase};
  EXPECT_EQ(Travelled(usage).rebases, usage.rebases);
  EXPECT_EQ(Travelled(usage).cores[1].rebases, usage.cores[1].rebases);
}

TEST(DecodeUsage, TakesAUnitOfALaterVersionAsUnsettled) {
  agent::v1::Chip message = Encoded(ExampleUsage(3));
  message.set_time_unit(static_cast<agent::v1::TimeUnit>(99));
  EXPECT_EQ(DecodeUsage(message)->time_unit, TimeUnit::kUnsettled);
}

TEST(DecodeUsage, DoesNotBelieveRatesThatAreNone) {
  for (const double rate :
       {-1.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    agent::v1::Chip message = Encoded(ExampleUsage(3));
    message.mutable_cores(0)->set_flops_per_second(rate);
    EXPECT_TRUE(DecodeUsage(message)->cores[0].per_second[CoreRate::kFlops].is_unknown()) << rate;
  }
}

TEST(DecodeUsage, DoesNotBelieveUtilizationThatIsNone) {
  agent::v1::Chip message = Encoded(ExampleUsage(3));
  agent::v1::Utilization* const utilization = message.mutable_cores(0)->mutable_utilization();
  const auto believed = [&] { return !DecodeUsage(message)->cores[0].utilization.is_unknown(); };
  EXPECT_TRUE(believed());
  utilization->set_ratio(1.01);
  EXPECT_FALSE(believed());
  utilization->set_ratio(1);
  EXPECT_TRUE(believed());
  utilization->set_source(static_cast<agent::v1::UtilizationSource>(99));
  EXPECT_FALSE(believed());
  utilization->set_source(agent::v1::UTILIZATION_SOURCE_LIBNRT);
  utilization->mutable_over()->set_nanos(2000000000);
  EXPECT_FALSE(believed());
}

}  // namespace
}  // namespace neuron
