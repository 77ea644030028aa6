#ifndef AGENT_EDGE_EDGE_H_
#define AGENT_EDGE_EDGE_H_

#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/device/chip_identities.h"
#include "probes/probe_report.h"

namespace neuron {

// A sign that somebody has taken or left a chip. It is a hint to look, never itself the truth: it
// may come a moment before the process has the descriptor that it tells of, or is rid of it, and
// the open may yet fail.
struct Edge {
  enum class Kind { kOpened, kClosed, kAttached, kDetached, kReset, kExited, kLost, kRenewed };

  Kind kind = Kind::kOpened;
  // Of the kernel's monotonic clock where the kernel gave one, else of when it was heard of.
  absl::Duration at;
  // The process that did it; 0 if that is not known.
  int pid = 0;
  // Which chip; -1 if that is not known.
  int chip = -1;
};

// Tells within milliseconds that a look at the holders is due, at no cost to processes that never
// touch a chip. Used on the loop's thread only.
class EdgeSource {
 public:
  virtual ~EdgeSource() = default;

  // Calls `heard` with each edge from now on, on the loop's thread and never from within a call.
  // What was lost is an edge of its own (kLost). So is that it listens from now on where, or by
  // means by which, it did not (kRenewed): what happened there before was not told, and status()
  // and Reports() may say something else. Called once.
  virtual void Start(std::function<void(const Edge&)> heard) = 0;

  // Which nodes to listen at: those of `chips`, on the host below its dev root and in the
  // containers that have these processes. To be called whenever the chips, the driver, the nodes or
  // the containers may be others, be they the same: the driver's probes go with the driver. Waits
  // for no container's file system: kRenewed tells when nodes there are listened at.
  virtual void Follow(const ChipIdentities& chips, const std::vector<int>& container_pids) = 0;

  // Whose exit is an edge too, from now on. One that has ended already is one, once.
  virtual void FollowExits(const std::vector<int>& pids) = 0;

  // OK if every node is listened at. Otherwise changes there are seen a period later; the message
  // names the cause and the cure.
  virtual absl::Status status() const = 0;

  // How the programs behind it fare, and what each has lost. A loss of which nothing has come to be
  // read yet is not told by kLost, and is seen only here.
  virtual std::vector<ProbeReport> Reports() const = 0;
};

}  // namespace neuron

#endif  // AGENT_EDGE_EDGE_H_
