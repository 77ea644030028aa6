#ifndef TESTS_SIMULATOR_DRIVER_DEVICES_H_
#define TESTS_SIMULATOR_DRIVER_DEVICES_H_

#include <sys/types.h>

#include <cerrno>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "tests/simulator/driver/caller_memory.h"
#include "tests/simulator/driver/driver_state.h"
#include "tests/simulator/driver/ioctl_call.h"
#include "tests/simulator/driver/page_cache.h"
#include "tests/simulator/driver/process.h"
#include "tests/simulator/driver/recorder.h"
#include "tests/simulator/driver/waits.h"
#include "tests/simulator/host/host.h"

namespace neuron::sim {

// The device nodes: what the driver does on open, close, ioctl and mmap, and to the chips' files.
// Tells the recorder of each.
//
// On one thread; never waits. What the driver would wait with is answered later: by Advance, when
// the reset ends for which it waits.
class Devices {
 public:
  // Told when a process's last full open of a chip was closed, after the driver has cleaned up: its
  // memory is free, its datastore was added to the counters.
  using Detached = std::function<void(int chip, pid_t pid)>;
  using Now = std::function<absl::Time()>;

  // `host` and `recorder` must outlive this.
  Devices(Host* host, Recorder* recorder, Detached detached, Now now = absl::Now);

  // Who keeps pages of the device nodes for those that map them; must outlive this. Until it is
  // set, nobody does.
  void set_page_cache(PageCache* page_cache) { page_cache_ = page_cache; }

  // O_RDONLY and O_RDWR attach the process to the chip: 0; EBUSY when all slots are others'; EINVAL
  // if the chip is invalid. The answer waits while the chip is being reset. O_WRONLY, and access
  // mode 3, always give 0 and attach nothing. Gives a ticket while the answer waits, else 0.
  Ticket Open(const Process& process, int chip, int flags, Answer answer);

  // A close, by that process, of a descriptor that was opened with these flags: also of a
  // duplicate. Answers 0 when the driver has cleaned up.
  void Close(pid_t pid, int chip, int flags, Answer answer);

  // Nobody has that open any more.
  void Release() { --open_files_; }

  // How many opens there are, of any mode: what keeps the module from being unloaded.
  int open_files() const { return open_files_; }

  // Answers what the ioctl returns: 0, a negative errno, or up to driver 2.28 the number of bytes
  // that could not be copied. Tickets are as for Open.
  Ticket Ioctl(const Process& process, int chip, int flags, std::uint32_t number,
               std::uint64_t argument, std::shared_ptr<CallerMemory> memory, Answer answer);

  // Whoever waits got a signal: answers EINTR. Nothing happens if it was answered.
  void Interrupt(Ticket ticket) { waits_.CutShort(ticket, EINTR); }

  // A mapping of a node reads these bytes: 0, and what it sees, or EINVAL where the node has
  // nothing.
  int ReadPages(const Process& process, int chip, std::uint64_t offset, std::size_t size,
                std::string* bytes);

  // A mapping has stored these bytes, or one of our own processes writes them to its descriptor: a
  // datastore has no other content than this.
  int WritePages(const Process& process, int chip, std::uint64_t offset, absl::string_view bytes);

  // Whether any process is attached.
  bool Held(int chip) const { return state_.attachments.Held(chip); }

  // What a reader of the file sees now. It is the content, but for registers while their chip is in
  // reset, and for the live counters of driver 2.30.
  std::string TextOf(const Node& file) const;

  // Until when such a read, begun at `asked`, sleeps because its chip is in reset: see
  // DriverBehaviour. `asked` itself if it does not.
  absl::Time ReadableAt(const Node& file, absl::Time asked) const;

  // What a write of root to a file under sys/ does, whatever is written: a counter becomes 0,
  // `reset` resets the chip unless it is held. Other files do not change.
  void WriteFile(Node* file);

  // The chip is probed anew, or the driver loaded: nothing is known of it, also not who is
  // attached.
  void Forget(int chip);

  // When Advance has something to do, if nothing changes before; nothing if it has not.
  std::optional<absl::Time> NextDue() const { return state_.resets.NextDue(); }

  // Ends the resets that are due, and the waits for chips that are gone: ENODEV.
  void Advance(absl::Time now);

  // Ends all that waits with this errno: the host ends.
  void CutShort(int error) { waits_.CutShortAll(error); }

  Resets* resets() { return &state_.resets; }
  const Resets& resets() const { return state_.resets; }
  DriverBehaviour* behaviour() { return &state_.behaviour; }

 private:
  void Attach(const Process& process, int chip, const Answer& answer);
  // The process's datastore, if it has one, is aggregated, and no mapping shows it any more; then
  // `done`.
  void Retire(int chip, pid_t pid, std::function<void()> done);
  // Its counters go into the files, and its page is given back.
  void Aggregate(int chip, pid_t pid);
  // The counter becomes 0 in all datastores of the chip.
  void ClearLive(int chip, int core, int counter);
  // Whether the driver shows the counters of the datastores as they are now.
  bool IsLive() const;
  Ticket AnswerWhenReady(const IoctlCall& call, std::uint32_t known,
                         std::shared_ptr<CallerMemory> memory, Answer answer);

  Host* host_;
  Recorder* recorder_;
  Detached detached_;
  Now now_;
  PageCache* page_cache_;
  Waits waits_;
  DriverState state_;
  int open_files_ = 0;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_DEVICES_H_
