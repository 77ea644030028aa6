// A real ring buffer of the kernel's, with a program that writes into it when it is told to.

#include "probes/ring.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "probes/program.h"
#include "tests/probes/load_failure.h"
#include "tests/probes/ring_writer.skel.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class RingTest : public testing::Test {
 protected:
  void SetUp() override {
    libbpf_set_print(nullptr);
    writer_ = ring_writer_bpf__open_and_load();
    if (writer_ == nullptr) {
      const absl::Status why = ProgramError(errno, "the writer of this test");
      ASSERT_TRUE(IsMachinesLack(why)) << why;
      GTEST_SKIP() << why;
    }
    auto ring = Ring::Open(map(), [this](absl::string_view bytes) { Take(bytes); });
    ASSERT_TRUE(ring.ok()) << ring.status();
    ring_ = *std::move(ring);
  }

  void TearDown() override {
    ring_.reset();
    ring_writer_bpf__destroy(writer_);
  }

  int map() const { return bpf_map__fd(writer_->maps.ring); }

  // Whether there was room.
  bool Write(std::uint64_t record) {
    bpf_test_run_opts options = {};
    options.sz = sizeof(options);
    options.ctx_in = &record;
    options.ctx_size_in = sizeof(record);
    EXPECT_EQ(bpf_prog_test_run_opts(bpf_program__fd(writer_->progs.write_record), &options), 0);
    return options.retval == 0;
  }

  void Take(absl::string_view bytes) {
    std::uint64_t record = 0;
    ASSERT_EQ(bytes.size(), sizeof(record));
    std::memcpy(&record, bytes.data(), sizeof(record));
    taken_.push_back(record);
  }

  bool IsReadable() const {
    pollfd ready = {ring_->descriptor(), POLLIN, 0};
    return poll(&ready, 1, 0) == 1;
  }

  ring_writer_bpf* writer_ = nullptr;
  std::unique_ptr<Ring> ring_;
  std::vector<std::uint64_t> taken_;
};

TEST_F(RingTest, TakesWhatIsThereOldestFirst) {
  Write(3);
  Write(1);
  Write(2);
  EXPECT_TRUE(ring_->Drain().ok());
  EXPECT_THAT(taken_, ElementsAre(3, 1, 2));
}

TEST_F(RingTest, TakesNothingTwiceAndDoesNotWait) {
  EXPECT_TRUE(ring_->Drain().ok());
  EXPECT_THAT(taken_, IsEmpty());
  Write(1);
  EXPECT_TRUE(ring_->Drain().ok());
  EXPECT_TRUE(ring_->Drain().ok());
  EXPECT_THAT(taken_, ElementsAre(1));
}

TEST_F(RingTest, IsReadableWhileThereAreRecords) {
  EXPECT_FALSE(IsReadable());
  Write(1);
  EXPECT_TRUE(IsReadable());
  EXPECT_TRUE(ring_->Drain().ok());
  EXPECT_FALSE(IsReadable());
}

TEST_F(RingTest, KeepsNoMoreThanItHasRoomForAndGoesOn) {
  std::vector<std::uint64_t> kept;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    if (Write(i)) {
      kept.push_back(i);
    }
  }
  EXPECT_LT(kept.size(), 1000u);
  EXPECT_TRUE(ring_->Drain().ok());
  EXPECT_EQ(taken_, kept);
  EXPECT_TRUE(Write(7));
}

TEST_F(RingTest, OnlyBorrowsTheMap) {
  ring_.reset();
  EXPECT_GE(fcntl(map(), F_GETFD), 0);
  EXPECT_TRUE(Write(1));
}

TEST(Ring, FailsOfWhatIsNoRingBuffer) {
  const int file = open("/dev/null", O_RDONLY);
  EXPECT_FALSE(Ring::Open(file, [](absl::string_view) {}).ok());
  close(file);
  EXPECT_FALSE(Ring::Open(-1, [](absl::string_view) {}).ok());
}

}  // namespace
}  // namespace neuron
