#ifndef AGENT_CONTAINER_CONTAINER_BOOK_H_
#define AGENT_CONTAINER_CONTAINER_BOOK_H_

#include <cstddef>
#include <deque>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/container/container.h"
#include "agent/container/look_time.h"
#include "agent/container/pinned_process.h"

namespace neuron {

// What is kept of each container from one look to the next. Reads nothing.
//
// A container is there from when its cgroup is seen until its last process has ended; a cgroup that
// an engine leaves behind is no container, nor is one that had no process kPatience after it was
// first seen, until a process comes. One thread.
class ContainerBook {
 public:
  static constexpr std::size_t kMostContainers = 4096;
  static constexpr std::size_t kMostTombstones = 64;
  static constexpr absl::Duration kTombstoneAge = absl::Hours(1);
  static constexpr absl::Duration kPatience = absl::Seconds(10);
  // How long a container may be on its way until it is no longer believed to be.
  static constexpr absl::Duration kStarting = absl::Seconds(3);

  struct Page {
    Container container;
    // The one that was looked at; none until one was, and after it has ended.
    absl::optional<PinnedProcess> process;
    // When it was first seen; and when that process was first looked at. By the monotonic clock.
    absl::Duration seen;
    absl::Duration first_look;
    // Whether it was ever known what it was given: from then on it is not on its way any more.
    bool was_understood = false;
    // Whether it was ever seen to have a process.
    bool has_run = false;
    // There is a cgroup and no container.
    bool is_over = false;
  };

  // Takes note of which containers have a cgroup (ids, each with its task's id). New ones get a
  // page; those that are missing go. ResourceExhausted if there are more than kMostContainers:
  // those beyond get no page.
  absl::Status Update(const std::map<std::string, std::string>& present, const LookTime& now);

  // By id. Those that are over have one too. Valid until Update().
  std::map<std::string, Page>& pages() { return pages_; }

  // Takes note that a process of it is there. One that was over begins anew, first seen now; and
  // the tombstone of its former life goes.
  void NoteRunning(Page* page, const LookTime& now);
  // Takes note that it has no process: it is over if it had one, or has had time enough for one.
  void NoteEmpty(Page* page, const LookTime& now);

  // Those that are there (one that nobody has understood yet, because none of its processes ran in
  // it or lived long enough, is being started for kStarting after it was first seen, and then
  // unknown), and the tombstones of those that ran: latest first, at most
  // kMostTombstones, none older than kTombstoneAge. A tombstone keeps what was known but the
  // process. Sight is not this book's to judge.
  ContainerScan Tell(const LookTime& now);

 private:
  struct Tombstone {
    Container container;
    absl::Duration gone;
  };

  void Bury(const Page& page, const LookTime& now);

  std::map<std::string, Page> pages_;
  // Latest first.
  std::deque<Tombstone> gone_;
};

}  // namespace neuron

#endif  // AGENT_CONTAINER_CONTAINER_BOOK_H_
