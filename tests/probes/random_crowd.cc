#include "tests/probes/random_crowd.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <thread>
#include <utility>

#include "agent/base/file.h"
#include "tests/workload/passed_descriptor.h"
#include "tests/workload/waiting_thread.h"

namespace neuron {
namespace {

using Nodes = std::vector<std::string>;

constexpr int kModes[] = {O_RDONLY, O_WRONLY, O_RDWR, 3, O_PATH};

// One life, drawn from the seed that it got from its parent.
class Life {
 public:
  Life(const Nodes& nodes, unsigned seed) : nodes_(nodes), random_(seed) {}

  // What `gift` is a socket of has one descriptor to give; -1: none has.
  void Live(int gift) {
    if (gift >= 0) {
      Receive(gift);
    }
    for (int things = Draw(6); things > 0; --things) {
      DoSomething(OpenSome());
    }
    const int fate = Draw(12);
    if (fate == 0) {
      LeaveThread();
    } else if (fate == 1) {
      Fork();
    } else if (fate == 2) {
      ShareTable();
    } else if (fate == 3) {
      Exec();
    }
  }

  int OpenSome() {
    const int flags = kModes[Draw(5)] | (Draw(3) == 0 ? O_CLOEXEC : 0);
    return open(nodes_[static_cast<std::size_t>(Draw(static_cast<int>(nodes_.size())))].c_str(),
                flags);
  }

  int Draw(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

 private:
  void DoSomething(int fd) {
    switch (Draw(5)) {
      case 0:
        close(fd);
        break;
      case 1:
        fcntl(fd, F_DUPFD, Draw(200));
        close(fd);
        break;
      case 2:
        fcntl(fd, F_SETFL, O_NONBLOCK | O_APPEND);
        break;
      case 3:
        fcntl(fd, F_DUPFD_CLOEXEC, Draw(200));
        break;
      default:
        break;
    }
  }

  // Keeps the descriptor, or leaves it in the socket, where nobody has it.
  void Receive(int socket) {
    if (Draw(4) != 0) {
      ReceiveDescriptor(socket);
    }
  }

  // With a table of its own, and one node more.
  void LeaveThread() {
    StartWaitingThread([this] {
      unshare(CLONE_FILES);
      OpenSome();
    });
  }

  // A child with the same descriptors, and some of its own. Left to its parent's death.
  void Fork() {
    const unsigned seed = static_cast<unsigned>(random_());
    new Child([this, seed] { Life(nodes_, seed).Live(-1); });
  }

  void ShareTable() {
    if (syscall(SYS_clone, CLONE_FILES | SIGCHLD, nullptr, nullptr, nullptr, 0) == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      while (true) {
        pause();
      }
    }
  }

  // Its descriptors stay but for those with O_CLOEXEC, one of which tells the parent.
  static void Exec() {
    execlp("sleep", "sleep", "600", nullptr);
    _exit(1);
  }

  const Nodes& nodes_;
  std::minstd_rand random_;
};

}  // namespace

void RandomCrowd::Grow() {
  Life life(nodes_, static_cast<unsigned>(random_()));
  const unsigned seed = static_cast<unsigned>(random_());
  if (life.Draw(4) != 0) {
    children_.push_back(std::make_unique<Child>([&] { Life(nodes_, seed).Live(-1); }));
    return;
  }
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    return;
  }
  const UniqueFd giver(ends[0]);
  const UniqueFd taker(ends[1]);
  {
    const UniqueFd gift(life.OpenSome());
    SendDescriptor(giver.get(), gift.get());
  }
  children_.push_back(std::make_unique<Child>([&] { Life(nodes_, seed).Live(taker.get()); }));
}

void RandomCrowd::AddRestless() {
  const unsigned seed = static_cast<unsigned>(random_());
  restless_.push_back(std::make_unique<Child>([this, seed] {
    std::thread([this, seed] {
      Life life(nodes_, seed);
      while (true) {
        life.OpenSome();
        ExitStatusOf([&life] {
          life.OpenSome();
          return 0;
        });
        close_range(100, ~0U, 0);
      }
    }).detach();
  }));
}

std::vector<int> RandomCrowd::pids() const {
  std::vector<int> pids;
  for (const auto& child : children_) {
    pids.push_back(child->pid());
  }
  return pids;
}

}  // namespace neuron
