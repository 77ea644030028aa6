#ifndef AGENT_DEVICE_EVENT_SOURCE_H_
#define AGENT_DEVICE_EVENT_SOURCE_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace neuron {

class Loop;

// Says when to look at the host again, because chips or their driver came, went or changed. Not
// what happened: whoever is told looks for himself, and nobody opens a device because of it.
//
// What may have been lost on the way, or cannot be understood, counts as a reason to look. Events
// can fail to come at all, so a slow look without them stays necessary. Used on the loop's thread.
class EventSource {
 public:
  virtual ~EventSource() = default;

  // From now on calls `look` when there is a reason; several that are there at once are one.
  // REQUIRES: called once.
  virtual void Start(std::function<void()> look) = 0;

  // OK while events are heard; else why not, and the cure.
  virtual absl::Status status() const = 0;
};

// The kernel's uevents, by netlink. Takes the kernel's word only: what a process sends is passed
// over. Where there are none (no netlink, or a network namespace that the kernel does not tell), it
// is a source that says so and never calls. `loop` is borrowed.
std::unique_ptr<EventSource> MakeKernelEvents(Loop* loop);

// Those of a simulated host, from the SOCK_SEQPACKET socket at `path`. Fails as ErrnoStatus if
// nobody listens there; when the other side ends, status() says so, after one last reason to look.
absl::StatusOr<std::unique_ptr<EventSource>> MakeSimulatedEvents(Loop* loop,
                                                                 const std::string& path);

}  // namespace neuron

#endif  // AGENT_DEVICE_EVENT_SOURCE_H_
