#include "agent/datastore/datastore_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

#include "tests/datastore/example_page.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using Count = Reading<std::uint64_t>;

constexpr DriverVersion kNew = {2, 24, 7, 0};
constexpr DriverVersion kOld = {2, 18, 12, 0};

constexpr std::size_t kSuccessOfCore0 = 256 + 8;
constexpr std::size_t kFlopsOfCore0 = 256 + 8 * 29;

DatastoreCounts Parse(const std::string& page, const DriverVersion& generation = kNew,
                      std::size_t cores = 8) {
  auto counts = ParseDatastore(page, generation, cores);
  EXPECT_TRUE(counts.ok()) << counts.status();
  return counts.ok() ? *std::move(counts) : DatastoreCounts();
}

TEST(DatastorePage, HasTheCountersOfTheFirstCoresInOnePlaceAndTheirExtensionInAnother) {
  std::string page = ExamplePage();
  PutNumber(1000, 11, &page);
  PutNumber(1000 + 8 * 30, 12, &page);
  PutNumber(57472, 13, &page);
  PutNumber(57472 + 8 * 9, 14, &page);
  const auto core = Parse(page).cores[3];
  EXPECT_EQ(core[CoreTally::kTimeInUse], Count(11));
  EXPECT_EQ(core[CoreTally::kOutOfBounds], Count(12));
  EXPECT_EQ(core[CoreTally::kCollectivesError], Count(13));
  EXPECT_EQ(core[CoreTally::kHbmRepairableError], Count(14));
}

TEST(DatastorePage, HasAllCountersOfTheOtherCoresInOneRun) {
  std::string page = ExamplePage();
  PutNumber(57984, 21, &page);
  PutNumber(66432 + 8 * 40, 22, &page);
  const DatastoreCounts counts = Parse(page, kNew, 16);
  EXPECT_EQ(counts.cores[4][CoreTally::kTimeInUse], Count(21));
  EXPECT_EQ(counts.cores[15][CoreTally::kHbmRepairableError], Count(22));
}

TEST(DatastorePage, HasTheOtherCoresElsewhereBefore2_19_64) {
  std::string page = ExamplePage();
  PutNumber(256 + 8, 31, &page);
  PutNumber(46668 + 768 + 8, 32, &page);
  PutNumber(57984 + 768 + 8, 33, &page);
  EXPECT_EQ(Parse(page, kOld).cores[0][CoreTally::kSuccess], Count(31));
  EXPECT_EQ(Parse(page, kOld).cores[5][CoreTally::kSuccess], Count(32));
  EXPECT_EQ(Parse(page, {2, 19, 63, 9}).cores[5][CoreTally::kSuccess], Count(32));
  EXPECT_EQ(Parse(page, {2, 19, 64, 0}).cores[5][CoreTally::kSuccess], Count(33));
}

TEST(DatastorePage, SaysNothingOfWhatTheDriverDoesNotKnowOrCountsItself) {
  const auto core = Parse(ExamplePage(), kOld).cores[0];
  EXPECT_TRUE(core[CoreTally::kTimeInUse].is_absent());
  EXPECT_TRUE(core[CoreTally::kCollectivesError].is_absent());
  EXPECT_TRUE(core[CoreTally::kResetRequests].is_absent());
  EXPECT_TRUE(core[CoreTally::kResetFailures].is_absent());
  EXPECT_EQ(core[CoreTally::kSuccess], Count(0));
  EXPECT_EQ(Parse(ExamplePage()).cores[0][CoreTally::kTimeInUse], Count(0));
}

TEST(DatastorePage, HasHalfTheFlopsAndTheMostThatFitsAtMost) {
  std::string page = ExamplePage();
  PutNumber(kFlopsOfCore0, 21, &page);
  EXPECT_EQ(Parse(page).cores[0][CoreTally::kFlops], Count(42));
  PutNumber(kFlopsOfCore0, std::numeric_limits<std::uint64_t>::max() / 2 + 1, &page);
  EXPECT_EQ(Parse(page).cores[0][CoreTally::kFlops],
            Count(std::numeric_limits<std::uint64_t>::max()));
}

TEST(DatastorePage, HasNoMoreThan16Cores) {
  EXPECT_EQ(Parse(ExamplePage(), kNew, 2).cores.size(), 2U);
  EXPECT_EQ(Parse(ExamplePage(), kNew, 17).cores.size(), 16U);
}

TEST(DatastorePage, IsNobodysWithoutASignature) {
  std::string page(kCountedBytes, '\0');
  PutNumber(kSuccessOfCore0, 5, &page);
  const auto counts = ParseDatastore(page, kNew, 2);
  EXPECT_TRUE(absl::IsUnavailable(counts.status())) << counts.status();
}

TEST(DatastorePage, IsForeignWithAnotherSignature) {
  std::string page = ExamplePage();
  page[3] = '2';
  const auto counts = ParseDatastore(page, kNew, 2);
  EXPECT_TRUE(absl::IsDataLoss(counts.status())) << counts.status();
  EXPECT_THAT(std::string(counts.status().message()), HasSubstr("begins with \"nds2\""));
}

TEST(DatastorePage, IsNotReadBeyondItsEnd) {
  const auto counts = ParseDatastore(ExamplePage().substr(1), kNew, 2);
  EXPECT_TRUE(absl::IsDataLoss(counts.status())) << counts.status();
  EXPECT_TRUE(absl::IsDataLoss(ParseDatastore("", kNew, 2).status()));
}

TEST(DatastorePage, IsReadWithoutTheRuntimesOwnNotes) {
  constexpr std::size_t kNotesBegin = 1248;
  constexpr std::size_t kNotesEnd = 44588;
  for (const PagePart& part : kCountedParts) {
    EXPECT_LE(part.begin + part.size, kCountedBytes);
    EXPECT_TRUE(part.begin + part.size <= kNotesBegin || part.begin >= kNotesEnd) << part.begin;
  }
  EXPECT_EQ(kCountedParts.back().begin, 0U);
  EXPECT_GE(kCountedParts.back().size, 4U);
}

}  // namespace
}  // namespace neuron
