#include "agent/execution/execution_watch.h"

#include <sys/utsname.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/execution/probed_libraries.h"
#include "agent/execution/runtime_finder.h"
#include "agent/execution/uretprobe_safety.h"

namespace neuron {
namespace {

class BlindWatch : public ExecutionWatch {
 public:
  explicit BlindWatch(absl::Status why) : why_(std::move(why)) {}

  void Follow(const std::vector<ProcessId>&) override {}
  std::vector<ProcessExecutions> Read() const override { return {}; }
  absl::Status status() const override { return why_; }
  std::vector<ProbeReport> Reports() const override {
    return ReportsWithout(why_, {"uprobe:libnrt"});
  }

 private:
  const absl::Status why_;
};

class LibnrtWatch : public ExecutionWatch {
 public:
  LibnrtWatch(std::string proc, std::unique_ptr<NrtCalls> calls)
      : proc_(std::move(proc)), calls_(std::move(calls)), libraries_(calls_.get()) {}

  void Follow(const std::vector<ProcessId>& processes) override {
    status_ = absl::OkStatus();
    Forget(processes);
    for (const ProcessId& process : processes) {
      Traced& traced = traced_[process];
      if (!IsUnchanged(process, traced)) {
        status_.Update(Trace(process, &traced));
      }
    }
    libraries_.KeepOnly(UsedLibraries());
  }

  std::vector<ProcessExecutions> Read() const override {
    std::vector<ProcessExecutions> all;
    for (const auto& [process, traced] : traced_) {
      const nrt_row now = traced.counts != nullptr ? traced.counts->Read() : nrt_row{};
      if (traced.was_counted) {
        all.push_back(FromRow(process, AddRows(traced.before, now)));
      }
    }
    return all;
  }

  absl::Status status() const override { return status_; }
  std::vector<ProbeReport> Reports() const override { return calls_->Reports(); }

 private:
  struct Traced {
    // What the process runs; it may come to run another program.
    std::vector<MappedRuntime> runtimes;
    // Null: it is not counted now.
    std::unique_ptr<NrtCalls::Process> counts;
    bool was_counted = false;
    // Counted in the programs that it ran before.
    nrt_row before = {};
  };

  void Forget(const std::vector<ProcessId>& others_than) {
    const std::set<ProcessId> listed(others_than.begin(), others_than.end());
    for (auto entry = traced_.begin(); entry != traced_.end();) {
      entry = listed.count(entry->first) > 0 ? std::next(entry) : traced_.erase(entry);
    }
  }

  bool IsUnchanged(const ProcessId& process, const Traced& traced) const {
    return traced.counts != nullptr &&
           std::all_of(traced.runtimes.begin(), traced.runtimes.end(),
                       [&](const MappedRuntime& runtime) {
                         return IsStillMapped(proc_, process.pid, runtime);
                       });
  }

  // OK also if the process is gone: others will notice.
  absl::Status Trace(const ProcessId& process, Traced* traced) {
    auto runtimes = ReadRuntimes(proc_, process.pid);
    if (!runtimes.ok()) {
      return absl::IsNotFound(runtimes.status()) ? absl::OkStatus()
                                                 : Name(process, runtimes.status());
    }
    if (traced->counts != nullptr) {
      AddEnded(traced->counts->Read(), &traced->before);
      traced->counts.reset();
    }
    traced->runtimes = *std::move(runtimes);
    if (traced->runtimes.empty()) {
      return absl::OkStatus();
    }
    return Name(process, Count(process, traced));
  }

  absl::Status Count(const ProcessId& process, Traced* traced) {
    std::vector<const NrtCalls::Library*> libraries;
    for (const MappedRuntime& runtime : traced->runtimes) {
      NEURON_ASSIGN_OR_RETURN(const NrtCalls::Library* library,
                              libraries_.Find(runtime, PathOf(proc_, process.pid, runtime)));
      libraries.push_back(library);
    }
    NEURON_ASSIGN_OR_RETURN(traced->counts,
                            calls_->Follow(process.pid, process.start_ticks, libraries));
    traced->was_counted = true;
    return absl::OkStatus();
  }

  std::set<ProbedLibraries::Key> UsedLibraries() const {
    std::set<ProbedLibraries::Key> used;
    for (const auto& entry : traced_) {
      for (const MappedRuntime& runtime : entry.second.runtimes) {
        used.insert(ProbedLibraries::KeyOf(runtime));
      }
    }
    return used;
  }

  static absl::Status Name(const ProcessId& process, const absl::Status& status) {
    if (status.ok()) {
      return status;
    }
    return absl::Status(status.code(),
                        absl::StrCat("trace process ", process.pid, ": ", status.message()));
  }

  const std::string proc_;
  const std::unique_ptr<NrtCalls> calls_;
  ProbedLibraries libraries_;
  std::map<ProcessId, Traced> traced_;
  absl::Status status_;
};

}  // namespace

std::unique_ptr<ExecutionWatch> MakeExecutionWatch(
    std::string proc, absl::StatusOr<std::unique_ptr<NrtCalls>> calls) {
  if (!calls.ok()) {
    return std::make_unique<BlindWatch>(calls.status());
  }
  return std::make_unique<LibnrtWatch>(std::move(proc), *std::move(calls));
}

absl::StatusOr<std::unique_ptr<NrtCalls>> LoadNrtCallsIfSafe() {
  utsname kernel;
  if (uname(&kernel) != 0) {
    return ErrnoStatus(errno, "ask the kernel for its release");
  }
  NEURON_RETURN_IF_ERROR(CheckUretprobes(kernel.release, kernel.machine));
  return NrtCalls::Load();
}

}  // namespace neuron
