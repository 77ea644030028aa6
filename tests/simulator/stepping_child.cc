#include "tests/simulator/stepping_child.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace neuron::sim {
namespace {

void MakePipe(UniqueFd* out, UniqueFd* in) {
  int ends[2] = {-1, -1};
  EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
  *out = UniqueFd(ends[0]);
  *in = UniqueFd(ends[1]);
}

}  // namespace

SteppingChild::SteppingChild(const std::vector<Step>& steps) {
  MakePipe(&told_, &tell_);
  MakePipe(&hear_, &heard_);
  pid_ = fork();
  if (pid_ == 0) Live(steps);
  EXPECT_GT(pid_, 0);
  // Its death is the end of what there is to hear.
  heard_ = UniqueFd();
}

void SteppingChild::Live(const std::vector<Step>& steps) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (const Step& step : steps) {
    char told = 0;
    if (read(told_.get(), &told, 1) != 1) break;
    const std::int64_t given = step();
    if (write(heard_.get(), &given, sizeof(given)) != sizeof(given)) break;
  }
  for (;;) pause();
}

SteppingChild::~SteppingChild() { Kill(); }

void SteppingChild::Begin() { EXPECT_EQ(write(tell_.get(), "x", 1), 1); }

std::int64_t SteppingChild::Finish() {
  std::int64_t given = 0;
  return read(hear_.get(), &given, sizeof(given)) == sizeof(given) ? given : -1;
}

std::int64_t SteppingChild::Next() {
  Begin();
  return Finish();
}

void SteppingChild::Kill() {
  if (pid_ <= 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

}  // namespace neuron::sim
