// What applications' datastores really looked like, recorded from the AWS Neuron driver 2.24.7.0 on
// Debian's kernel 6.1, as the agent reads them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/datastore/attaching_driver.h"
#include "agent/datastore/datastore_page.h"
#include "tests/datastore/example_page.h"
#include "tests/fakes/recording_driver.h"
#include "tests/simulator/driver/recorded_ioctls.h"

namespace neuron {
namespace {

using Count = Reading<std::uint64_t>;

constexpr std::uint32_t kAcquire = 0x80084e47;
constexpr DriverVersion kRecorded = {2, 23, 9, 0};

struct RecordedHost {
  const char* name;
  std::size_t cores;
};

class RecordedPagesTest : public testing::TestWithParam<RecordedHost> {
 protected:
  std::vector<sim::RecordedIoctl> Ioctls() const {
    return sim::ReadRecordedIoctls(absl::StrCat(GetParam().name, "/ioctl.jsonl"));
  }
};

// Of the application's core and counter; the fixtures say how they were filled.
Count Filled(std::size_t core, std::uint64_t counter, std::uint64_t factor = 1) {
  return Count(factor * (7 + 1000 * core + counter));
}

void ExpectFilled(const DatastoreCounts& counts) {
  for (std::size_t core = 0; core < counts.cores.size(); ++core) {
    const auto& tallies = counts.cores[core];
    EXPECT_EQ(tallies[CoreTally::kTimeInUse], Filled(core, 0)) << core;
    EXPECT_EQ(tallies[CoreTally::kSuccess], Filled(core, 1)) << core;
    EXPECT_EQ(tallies[CoreTally::kModelLoads], Filled(core, 27)) << core;
    EXPECT_EQ(tallies[CoreTally::kFlops], Filled(core, 29, 2)) << core;
    EXPECT_EQ(tallies[CoreTally::kOutOfBounds], Filled(core, 30)) << core;
    EXPECT_EQ(tallies[CoreTally::kCollectivesError], Filled(core, 31)) << core;
    EXPECT_EQ(tallies[CoreTally::kHbmRepairableError], Filled(core, 40)) << core;
  }
}

TEST_P(RecordedPagesTest, AreReadInFull) {
  int pages = 0;
  for (const sim::RecordedIoctl& mapping : Ioctls()) {
    if (mapping.length != kDatastoreBytes || mapping.numbers.empty()) {
      continue;
    }
    std::string page = ExamplePage();
    for (const auto& [offset, number] : mapping.numbers) {
      ASSERT_LE(offset + 8, kCountedBytes);
      PutNumber(offset, number, &page);
    }
    const auto counts = ParseDatastore(page, kRecorded, GetParam().cores);
    ASSERT_TRUE(counts.ok()) << counts.status();
    EXPECT_EQ(counts->cores.size(), GetParam().cores);
    ExpectFilled(*counts);
    ++pages;
  }
  EXPECT_GT(pages, 0);
}

TEST_P(RecordedPagesTest, AreFoundWhereTheDriverSaysSo) {
  int found = 0;
  for (const sim::RecordedIoctl& ioctl : Ioctls()) {
    if (ioctl.number != kAcquire || ioctl.open != "O_RDONLY" || ioctl.note != "pid of the holder" ||
        ioctl.result != 0) {
      continue;
    }
    const auto recorder = std::make_shared<RecordingDriver>();
    recorder->AnswerWith(kAcquire, std::vector<std::uint8_t>(ioctl.out.begin(), ioctl.out.end()));
    const auto driver = MakeAttachingDriver(recorder);
    const int fd = driver->Attach("/dev/neuron0").value();
    const int pid =
        static_cast<unsigned char>(ioctl.in[0]) | static_cast<unsigned char>(ioctl.in[1]) << 8;
    const auto offset = driver->Find(fd, pid);
    ASSERT_TRUE(offset.ok()) << offset.status();
    // A physical address with the mark of its architecture: bit 44 or 46.
    EXPECT_NE(*offset & (1ULL << 44 | 1ULL << 46), 0U);
    EXPECT_EQ(*offset % 4096, 0U);
    const auto& in = recorder->calls()[1].argument;
    EXPECT_EQ(std::string(in.begin(), in.end()), ioctl.in);
    ++found;
  }
  EXPECT_GT(found, 0);
}

INSTANTIATE_TEST_SUITE_P(Hosts, RecordedPagesTest,
                         testing::Values(RecordedHost{"inf1", 4}, RecordedHost{"inf2", 2},
                                         RecordedHost{"trn1", 2}, RecordedHost{"trn2", 8},
                                         RecordedHost{"trn2u", 8}),
                         [](const auto& host) { return std::string(host.param.name); });

}  // namespace
}  // namespace neuron
