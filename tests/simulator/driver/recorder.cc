#include "tests/simulator/driver/recorder.h"

#include <fcntl.h>

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/simulator/driver/application_abi.h"
#include "tests/simulator/driver/driver_abi.h"

namespace neuron::sim {
namespace {

std::string ModeName(int flags) {
  switch (flags & O_ACCMODE) {
    case O_RDONLY:
      return "O_RDONLY";
    case O_WRONLY:
      return "O_WRONLY";
    case O_RDWR:
      return "O_RDWR";
    default:
      return "O_ACCMODE";
  }
}

bool IsAllowed(std::uint32_t number) {
  return std::find(std::begin(kAllowedIoctls), std::end(kAllowedIoctls), number) !=
         std::end(kAllowedIoctls);
}

// What is wrong with this relative index of a DEVICE_BDF_EXT; empty if nothing.
std::string FaultOfIndex(int chip, std::optional<std::uint32_t> index) {
  if (index.value_or(0) == 0) return "";
  // The driver has an assertion against the next one.
  const bool is_kernel_bug = chip + static_cast<std::uint8_t>(*index) >= kMaxChips;
  return absl::StrCat("asks DEVICE_BDF_EXT for relative index ", *index,
                      is_kernel_bug ? ": a kernel BUG" : "");
}

}  // namespace

Recorder::Deeds* Recorder::DeedsOf(const Process& process) {
  const auto [entry, is_new] = processes_.try_emplace(process.pid);
  if (is_new) order_.push_back(process.pid);
  entry->second.comm = process.comm;
  entry->second.own = process.own;
  return &entry->second;
}

void Recorder::Open(const Process& process, absl::string_view path, int flags) {
  ++DeedsOf(process)->opens[{std::string(path), ModeName(flags)}];
  if (!MayOpen(flags)) Forbid(process, path, "opens " + ModeName(flags));
}

bool Recorder::MayOpen(int flags) const {
  const int mode = flags & O_ACCMODE;
  return mode == O_WRONLY || (mode == O_RDONLY && attach_allowed_);
}

void Recorder::Ioctl(const Process& process, absl::string_view path, int chip, std::uint32_t number,
                     std::optional<std::uint32_t> asked) {
  ++DeedsOf(process)->ioctls[number];
  const std::string fault = Fault(chip, number, asked);
  if (!fault.empty()) Forbid(process, path, fault);
}

// What a foreign process did wrong by this ioctl; empty if nothing.
std::string Recorder::Fault(int chip, std::uint32_t number,
                            std::optional<std::uint32_t> asked) const {
  if (number == kIoctlAcquireDatastore && attach_allowed_) {
    // Of pid 0, or of nobody knows whom.
    return asked.value_or(0) == 0 ? "makes a datastore of its own" : "";
  }
  return IsAllowed(number) ? FaultOfIndex(chip, asked)
                           : absl::StrFormat("makes ioctl 0x%08x", number);
}

void Recorder::Map(const Process& process, absl::string_view path) {
  DeedsOf(process);
  if (!attach_allowed_) Forbid(process, path, "reads or maps it");
}

void Recorder::Change(const Process& process, absl::string_view path, absl::string_view deed) {
  DeedsOf(process);
  Forbid(process, path, std::string(deed));
}

void Recorder::Forbid(const Process& process, absl::string_view path, const std::string& deed) {
  if (process.own) return;
  const std::uint32_t times = ++forbidden_[{process.pid, process.comm, std::string(path), deed}];
  if (times > 1) return;
  say_(absl::StrCat("forbidden: ", process.comm, " (pid ", process.pid, ") ", path, ": ", deed));
}

std::uint32_t Recorder::Opens(const std::string& path, bool own) const {
  std::uint32_t opens = 0;
  for (const auto& [pid, deeds] : processes_) {
    if (deeds.own != own) continue;
    for (const auto& [what, count] : deeds.opens) {
      if (what.first == path) opens += count;
    }
  }
  return opens;
}

void Recorder::AddProcess(pid_t pid, simulator::v1::Report* report) const {
  const Deeds& deeds = processes_.at(pid);
  auto* process = report->add_processes();
  process->set_pid(pid);
  process->set_comm(deeds.comm);
  process->set_own(deeds.own);
  for (const auto& [what, count] : deeds.opens) {
    auto* open = process->add_opens();
    open->set_path(what.first);
    open->set_mode(what.second);
    open->set_count(count);
  }
  for (const auto& [number, count] : deeds.ioctls) {
    auto* ioctl = process->add_ioctls();
    ioctl->set_number(absl::StrFormat("0x%08x", number));
    ioctl->set_count(count);
  }
}

simulator::v1::Report Recorder::Report(absl::string_view instance,
                                       const std::vector<std::string>& devices) const {
  simulator::v1::Report report;
  report.set_instance(std::string(instance));
  for (const pid_t pid : order_) AddProcess(pid, &report);
  for (const std::string& path : devices) {
    auto* device = report.add_devices();
    device->set_path(path);
    device->set_outsider_opens(Opens(path, false));
    device->set_workload_opens(Opens(path, true));
  }
  for (const auto& [what, count] : forbidden_) {
    auto* forbidden = report.add_forbidden();
    forbidden->set_pid(std::get<0>(what));
    forbidden->set_comm(std::get<1>(what));
    forbidden->set_path(std::get<2>(what));
    forbidden->set_what(std::get<3>(what));
    forbidden->set_count(count);
  }
  return report;
}

}  // namespace neuron::sim
