#include "agent/device/firmware_event_watch.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "tests/fakes/served_loop.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string PathOf(int chip) { return absl::StrCat("neuron", chip); }

// In place of the kernel's files: sockets, of which EPOLLPRI tells that out-of-band data has come.
class FirmwareEventWatchTest : public testing::Test {
 protected:
  struct Ends {
    UniqueFd ours;
    UniqueFd theirs;
  };

  FirmwareEventWatchTest() {
    for (const int chip : {0, 1, 2}) {
      Make(chip);
    }
    watch_->Start([this](int chip) {
      called_.push_back(chip);
      if (on_call_) on_call_();
    });
  }

  // Another file at this chip's path.
  void Make(int chip) {
    int ends[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    files_[PathOf(chip)] = {UniqueFd(ends[0]), UniqueFd(ends[1])};
  }

  absl::StatusOr<UniqueFd> Open(const std::string& path) {
    const auto file = files_.find(path);
    if (file == files_.end()) {
      return ErrnoStatus(ENOENT, path);
    }
    return UniqueFd(dup(file->second.ours.get()));
  }

  void Follow(const std::vector<int>& chips) {
    std::vector<FirmwareEventFile> files;
    for (const int chip : chips) {
      files.push_back({chip, PathOf(chip)});
    }
    watch_->Follow(files);
  }

  static void Happen(const UniqueFd& theirs) {
    EXPECT_EQ(send(theirs.get(), "!", 1, MSG_OOB | MSG_NOSIGNAL), 1);
  }
  void Happen(int chip) { Happen(files_[PathOf(chip)].theirs); }

  // Whom it has called for since this was asked last.
  std::vector<int> Called() {
    loop_.Serve();
    return std::exchange(called_, {});
  }
  // Likewise, until no call can be due any more.
  std::vector<int> CalledInTheEnd() {
    loop_.ServeFor(2 * kFirmwareEventSpacing);
    return std::exchange(called_, {});
  }

  std::map<std::string, Ends> files_;
  ServedLoop loop_;
  std::vector<int> called_;
  std::function<void()> on_call_;
  std::unique_ptr<FirmwareEventSource> watch_ =
      MakeFirmwareEventWatch(loop_.loop(), [this](const std::string& path) { return Open(path); });
};

TEST_F(FirmwareEventWatchTest, CallsWithTheChipOfTheFile) {
  Follow({0, 2});
  EXPECT_THAT(Called(), IsEmpty());
  Happen(2);
  EXPECT_THAT(Called(), ElementsAre(2));
  Happen(0);
  EXPECT_THAT(Called(), ElementsAre(0));
  EXPECT_THAT(CalledInTheEnd(), IsEmpty()) << "the one event again";
}

TEST_F(FirmwareEventWatchTest, CallsForAllThatIsThereAtOnce) {
  Follow({0, 1, 2});
  Happen(0);
  Happen(1);
  Happen(2);
  EXPECT_THAT(Called(), testing::UnorderedElementsAre(0, 1, 2));
}

TEST_F(FirmwareEventWatchTest, MakesOneCallOfWhatComesTooSoon) {
  Follow({1});
  Happen(1);
  EXPECT_THAT(Called(), ElementsAre(1));
  Happen(1);
  Happen(1);
  EXPECT_THAT(CalledInTheEnd(), ElementsAre(1));
}

TEST_F(FirmwareEventWatchTest, TakesWhatHappenedBeforeAFileIsFollowedForAReason) {
  Happen(1);
  Follow({1});
  EXPECT_THAT(Called(), ElementsAre(1));
}

TEST_F(FirmwareEventWatchTest, ListensToNoOtherFilesThanTheLast) {
  Follow({0, 1});
  Follow({1});
  Happen(0);
  EXPECT_THAT(CalledInTheEnd(), IsEmpty());
  Follow({});
  Happen(1);
  EXPECT_THAT(CalledInTheEnd(), IsEmpty());
}

TEST_F(FirmwareEventWatchTest, DoesNotCallForAChipThatWasLeftWhileTheCallWasDue) {
  Follow({1});
  Happen(1);
  EXPECT_THAT(Called(), ElementsAre(1));
  Happen(1);
  loop_.Serve();
  Follow({});
  EXPECT_THAT(CalledInTheEnd(), IsEmpty());
}

TEST_F(FirmwareEventWatchTest, GoesOnListeningToAFileThatItListensToAlready) {
  Follow({1});
  Happen(1);
  EXPECT_THAT(CalledInTheEnd(), ElementsAre(1));
  Follow({0, 1});
  EXPECT_THAT(CalledInTheEnd(), IsEmpty()) << "taken for a new one";
  Happen(1);
  EXPECT_THAT(CalledInTheEnd(), ElementsAre(1));
}

TEST_F(FirmwareEventWatchTest, TakesTheFileThatHasTakenTheOldOnesPlace) {
  Follow({1});
  const UniqueFd old = std::move(files_[PathOf(1)].theirs);
  Make(1);
  Follow({1});
  Happen(1);
  EXPECT_THAT(CalledInTheEnd(), ElementsAre(1));
  EXPECT_EQ(send(old.get(), "!", 1, MSG_OOB | MSG_NOSIGNAL), -1) << "nobody holds it any more";
}

TEST_F(FirmwareEventWatchTest, DropsAFileThatIsAtItsEnd) {
  Follow({0, 1});
  files_[PathOf(1)].theirs.Reset();
  EXPECT_THAT(CalledInTheEnd(), IsEmpty());
  Happen(0);
  EXPECT_THAT(CalledInTheEnd(), ElementsAre(0));
  Make(1);
  Follow({0, 1});
  Happen(1);
  EXPECT_THAT(CalledInTheEnd(), ElementsAre(1));
}

TEST_F(FirmwareEventWatchTest, MayBeToldWhatToFollowInACall) {
  Follow({0, 1});
  on_call_ = [this] { Follow({2}); };
  Happen(0);
  Happen(1);
  EXPECT_THAT(CalledInTheEnd(), ElementsAre(testing::AnyOf(0, 1)));
  Happen(2);
  EXPECT_THAT(CalledInTheEnd(), ElementsAre(2));
}

TEST_F(FirmwareEventWatchTest, PassesOverChipsThatHaveGone) {
  files_.erase(PathOf(1));
  Follow({0, 1});
  EXPECT_EQ(watch_->status(), absl::OkStatus());
  Happen(0);
  EXPECT_THAT(Called(), ElementsAre(0));
}

TEST(FirmwareEventWatch, SaysOfWhichFileItHearsNothing) {
  const TemporaryDirectory directory;
  const std::string path = directory.Path("hw_error_event");
  const UniqueFd file(open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0644));
  Loop loop;
  const auto watch = MakeFirmwareEventWatch(&loop);
  EXPECT_EQ(watch->status(), absl::OkStatus());
  watch->Follow({{3, path}, {4, directory.Path("none")}});
  EXPECT_TRUE(absl::IsFailedPrecondition(watch->status()));
  EXPECT_THAT(std::string(watch->status().message()),
              HasSubstr(path + ": a plain file, which tells of no events; what that chip's"));
  watch->Follow({});
  EXPECT_EQ(watch->status(), absl::OkStatus());
}

}  // namespace
}  // namespace neuron
