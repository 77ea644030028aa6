#include "tests/simulator/driver/devices.h"

#include <sys/ioctl.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/simulator/driver/application_abi.h"
#include "tests/simulator/driver/ioctl_answers.h"
#include "tests/simulator/driver/ioctl_table.h"
#include "tests/simulator/host/chip_counters.h"
#include "tests/simulator/host/event_counters.h"

namespace neuron::sim {
namespace {

// Since then the event counters are live.
constexpr int kLiveSince = 30;

// The driver looks at bit 0 of the open flags, and at nothing else.
bool IsFreeAccess(int flags) { return (flags & 1) != 0; }

std::string PathOfChip(int chip) { return absl::StrCat("dev/neuron", chip); }

// Whose datastore a RELEASE gives back: the caller's own, or nobody's.
bool IsOwn(const Process& process, std::uint64_t argument, CallerMemory* memory) {
  DatastoreRequest request = {};
  return memory->Read(argument, &request, sizeof(request)) &&
         (request.pid == 0 || request.pid == process.pid);
}

std::string UnknownIoctlLine(std::uint32_t number, bool free_access) {
  return absl::StrCat(free_access ? "neuron:ncdev_misc_ioctl: invalid misc IOCTL "
                                  : "neuron:ncdev_ioctl: invalid IOCTL ",
                      static_cast<std::int32_t>(number), " (dir=", _IOC_DIR(number),
                      ", type=", _IOC_TYPE(number), ", nr=", _IOC_NR(number),
                      ", size=", _IOC_SIZE(number), ")");
}

NoPageCache* NobodyMaps() {
  static auto* const kNobody = new NoPageCache();
  return kNobody;
}

}  // namespace

Devices::Devices(Host* host, Recorder* recorder, Detached detached, Now now)
    : host_(host),
      recorder_(recorder),
      detached_(std::move(detached)),
      now_(std::move(now)),
      page_cache_(NobodyMaps()),
      state_{{},
             {},
             {},
             {},
             {},
             Datastores(host),
             Resets(host, [this](int chip) {
               waits_.Wake(chip, 0); })} {}

Ticket Devices::Open(const Process& process, int chip, int flags, Answer answer) {
  recorder_->Open(process, PathOfChip(chip), flags);
  if (IsFreeAccess(flags)) {
    ++open_files_;
    answer(0);
    return 0;
  }
  if (state_.resets.StateOf(chip) != ChipState::kReset) {
    Attach(process, chip, answer);
    return 0;
  }
  return waits_.Add(chip, [this, process, chip, answer = std::move(answer)](int error) {
    error != 0 ? answer(error) : Attach(process, chip, answer);
  });
}

void Devices::Attach(const Process& process, int chip, const Answer& answer) {
  if (state_.resets.StateOf(chip) == ChipState::kInvalid) {
    recorder_->KernelLog(absl::StrCat("neuron:ncdev_open: nd", chip, ": is in an invalid state"));
    return answer(EINVAL);
  }
  if (!state_.attachments.Attach(chip, process.pid, ProcessSlots(host_->generation))) {
    recorder_->KernelLog(
        absl::StrCat("neuron:ncdev_open: nd", chip, ": pid ", process.pid, " failed to open"));
    return answer(EBUSY);
  }
  ++open_files_;
  answer(0);
}

void Devices::Close(pid_t pid, int chip, int flags, Answer answer) {
  if (IsFreeAccess(flags)) {
    // And only then: the marks of a process that closes a full descriptor stay.
    state_.marks.Release(pid);
    return answer(0);
  }
  if (!state_.attachments.Detach(chip, pid)) return answer(0);
  state_.locks.Release(chip, pid);
  Retire(chip, pid, [this, chip, pid, answer = std::move(answer)] {
    const Chip* found = FindChip(*host_, chip);
    for (const MemoryPiece& piece : state_.allocations.GiveAll(chip, pid)) {
      if (found != nullptr) ChipCounters(host_, *found).Free(piece.allocation);
    }
    detached_(chip, pid);
    answer(0);
  });
}

void Devices::Retire(int chip, pid_t pid, std::function<void()> done) {
  const Datastore* datastore = pid == 0 ? nullptr : state_.datastores.Find(chip, pid);
  if (datastore == nullptr) return done();
  const std::uint64_t offset = datastore->offset;
  // What was stored last must come before the counters are read, and zeros after.
  page_cache_->Drop(chip, offset, kDatastoreBytes, [this, chip, pid, offset, done] {
    Aggregate(chip, pid);
    page_cache_->Drop(chip, offset, kDatastoreBytes, done);
  });
}

void Devices::Aggregate(int chip, pid_t pid) {
  Datastore* datastore = state_.datastores.Find(chip, pid);
  const Chip* found = FindChip(*host_, chip);
  if (datastore == nullptr) return;
  for (int core = 0; found != nullptr && core < found->cores && !IsLive(); ++core) {
    CoreCounters counters;
    for (const EventCounter& event : EventCounters()) {
      counters[std::string(event.name)] =
          state_.datastores.Counter(*datastore, core, event.index) * event.factor;
    }
    ChipCounters(host_, *found).AddDatastore(core, counters);
  }
  state_.datastores.Leave(datastore);
}

bool Devices::IsLive() const { return host_->generation.minor >= kLiveSince; }

Ticket Devices::Ioctl(const Process& process, int chip, int flags, std::uint32_t number,
                      std::uint64_t argument, std::shared_ptr<CallerMemory> memory, Answer answer) {
  recorder_->Ioctl(process, PathOfChip(chip), chip, number,
                   AskedFor(number, argument, memory.get()));
  const KnownIoctl* known = FindIoctl(host_->generation, number, IsFreeAccess(flags));
  if (known == nullptr) {
    recorder_->KernelLog(UnknownIoctlLine(number, IsFreeAccess(flags)));
    answer(-EINVAL);
    return 0;
  }
  if (known->number == kIoctlReleaseDatastore) {
    const bool is_own = IsOwn(process, argument, memory.get());
    Retire(chip, is_own ? process.pid : 0, [answer = std::move(answer)] { answer(0); });
    return 0;
  }
  return AnswerWhenReady({host_, &state_, process, chip, number, argument, memory.get(), now_()},
                         known->number, memory, std::move(answer));
}

Ticket Devices::AnswerWhenReady(const IoctlCall& call, std::uint32_t known,
                                std::shared_ptr<CallerMemory> memory, Answer answer) {
  const IoctlResult result = AnswerIoctl(call, known);
  if (result) {
    answer(*result);
    return 0;
  }
  return waits_.Add(call.chip, [this, call, known, memory, answer = std::move(answer)](int error) {
    error != 0 ? answer(-error) : static_cast<void>(AnswerWhenReady(call, known, memory, answer));
  });
}

int Devices::ReadPages(const Process& process, int chip, std::uint64_t offset, std::size_t size,
                       std::string* bytes) {
  recorder_->Map(process, PathOfChip(chip));
  if (!state_.datastores.Covers(chip, offset, size)) return EINVAL;
  *bytes = state_.datastores.Read(chip, offset, size);
  return 0;
}

int Devices::WritePages(const Process& process, int chip, std::uint64_t offset,
                        absl::string_view bytes) {
  // The kernel does not say whose mapping it writes back; its open was recorded.
  if (process.pid != 0) recorder_->Change(process, PathOfChip(chip), "writes");
  if (!state_.datastores.Covers(chip, offset, bytes.size())) return EINVAL;
  state_.datastores.Write(chip, offset, bytes);
  return 0;
}

void Devices::Advance(absl::Time now) {
  state_.resets.Advance(now);
  for (const Chip& chip : host_->chips) {
    if (!chip.present) waits_.Wake(chip.index, ENODEV);
  }
}

void Devices::Forget(int chip) {
  state_.attachments.Forget(chip);
  state_.allocations.Forget(chip);
  state_.locks.Forget(chip);
  state_.datastores.Forget(chip);
  state_.resets.Forget(chip);
}

}  // namespace neuron::sim
