#include "agent/workload/lessee_life.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/fakes/fake_proc.h"
#include "tests/workload/example_evidence.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kPid = FakeProc::kFirstPid;

std::set<std::uint64_t> Ended(const FakeProc& proc) {
  return EndedLessees(proc.path(), {Leased(5, kPid, {0})});
}

TEST(EndedLessees, AreNotThoseThatLive) {
  FakeProc proc;
  proc.AddProcess(kPid, "train", kPid * 10ul);
  EXPECT_THAT(Ended(proc), IsEmpty());
}

TEST(EndedLessees, AreThoseWithoutAProcess) { EXPECT_THAT(Ended(FakeProc()), ElementsAre(5)); }

TEST(EndedLessees, AreThoseWhosePidIsAnothers) {
  FakeProc proc;
  proc.AddProcess(kPid, "train", kPid * 10ul + 1);
  EXPECT_THAT(Ended(proc), ElementsAre(5));
}

TEST(EndedLessees, AreThoseThatAreDead) {
  for (const char* state : {"Z", "X"}) {
    FakeProc proc;
    proc.tree().Write(absl::StrCat("proc/", kPid, "/stat"),
                      absl::StrCat(kPid, " (train) ", state,
                                   " 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 ", kPid * 10ul, " 1\n"));
    EXPECT_THAT(Ended(proc), ElementsAre(5));
  }
}

TEST(EndedLessees, AreNotThoseThatCannotBeLookedAt) {
  FakeProc proc;
  proc.tree().Make(absl::StrCat("proc/", kPid), Dir("stat", {}));
  EXPECT_THAT(Ended(proc), IsEmpty());
}

}  // namespace
}  // namespace neuron
