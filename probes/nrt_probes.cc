#include "probes/nrt_probes.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "probes/elf_functions.h"
#include "probes/program.h"

namespace neuron {
namespace {

// What is probed, and by which program.
constexpr struct {
  const char* function;
  const char* program;
  bool timed;
} kFunctions[] = {
    {"nrt_execute", "nrt_execute", true},
    {"nrt_execute_repeat", "nrt_execute_repeat", true},
    {"nrta_execute_schedule", "nrta_execute_schedule", false},
    {"nrt_load", "nrt_load", true},
    {"nrt_load_collectives", "nrt_load", true},
    {"nrt_unload", "nrt_unload", false},
    {"nrt_init", "nrt_init", true},
    {"nrt_close", "nrt_close", false},
    {"nrt_tensor_read", "nrt_tensor_read", false},
    {"nrt_tensor_write", "nrt_tensor_write", false},
    {"nrt_tensor_allocate", "nrt_tensor_allocate", false},
};

// The name is another's to choose, and may be a device's by now, which even to open changes the
// host: what it leads to is known before it is opened. NotFound if that is no regular file.
absl::StatusOr<UniqueFd> OpenRegularFile(const std::string& path) {
  const UniqueFd found(open(path.c_str(), O_PATH | O_CLOEXEC));
  struct stat status;
  if (!found.valid() || fstat(found.get(), &status) != 0) {
    return ErrnoStatus(errno, absl::StrCat("open ", path));
  }
  if (!S_ISREG(status.st_mode)) {
    return absl::NotFoundError(absl::StrCat(path, " is no regular file"));
  }
  const std::string same_file = absl::StrCat("/proc/self/fd/", found.get());
  UniqueFd file(open(same_file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.valid()) {
    return ErrnoStatus(errno, absl::StrCat("open ", path));
  }
  return file;
}

// NotFound if there is none.
absl::StatusOr<std::map<std::string, std::uint64_t>> FindFunctionsOf(const std::string& path,
                                                                     const UniqueFd& file) {
  std::set<std::string> names;
  for (const auto& function : kFunctions) {
    names.insert(function.function);
  }
  auto found = FindFunctions(file.get(), names);
  if (!found.ok()) {
    return absl::NotFoundError(absl::StrCat(path, ": ", found.status().message()));
  }
  if (found->empty()) {
    return absl::NotFoundError(absl::StrCat(path, " has no function of libnrt"));
  }
  return found;
}

ProbeReport Report(const NrtProbes::Probe& probe) {
  ProbeReport report = ReportProgram(
      probe.name, probe.attached > 0 ? absl::OkStatus() : probe.last_failure, probe.program);
  bpf_prog_info info = {};
  __u32 size = sizeof(info);
  if (bpf_obj_get_info_by_fd(bpf_program__fd(probe.program), &info, &size) == 0) {
    report.drops = info.recursion_misses;
  }
  return report;
}

}  // namespace

void NrtProbes::LinkCloser::operator()(bpf_link* link) const { bpf_link__destroy(link); }

NrtProbes::NrtProbes(const bpf_object& object) {
  for (const auto& function : kFunctions) {
    const bpf_program* program = bpf_object__find_program_by_name(&object, function.program);
    if (entries_.empty() || entries_.back().program != program) {
      entries_.emplace_back();
      entries_.back().name = absl::StrCat("uprobe:", function.program);
      entries_.back().program = program;
    }
    functions_.push_back({function.function, &entries_.back(), function.timed});
  }
  return_.name = "uretprobe:nrt_*";
  return_.program = bpf_object__find_program_by_name(&object, "nrt_return");
}

absl::StatusOr<NrtProbes::Links> NrtProbes::PutInto(const std::string& path, int cookie) {
  NEURON_ASSIGN_OR_RETURN(const UniqueFd file, OpenRegularFile(path));
  NEURON_ASSIGN_OR_RETURN(const auto offsets, FindFunctionsOf(path, file));
  // The very file that was read, whatever has its name by now: a probe in the midst of another's
  // instructions would break it.
  const std::string same_file = absl::StrCat("/proc/self/fd/", file.get());
  Links links;
  for (const Function& function : functions_) {
    const auto found = offsets.find(function.name);
    if (found == offsets.end()) {
      function.entry->last_failure =
          absl::NotFoundError(absl::StrCat(path, " has no ", function.name));
      continue;
    }
    const Place place = {same_file, found->second, cookie};
    // The return first: the entry relies on it.
    absl::Status put = function.timed ? Put(&return_, place, &links) : absl::OkStatus();
    if (put.ok()) {
      put = Put(function.entry, place, &links);
    }
    if (!put.ok()) {
      TakeOut(std::move(links));
      return absl::Status(put.code(), absl::StrCat(path, ": ", put.message()));
    }
  }
  return links;
}

absl::Status NrtProbes::Put(Probe* probe, const Place& place, Links* links) {
  constexpr pid_t kEveryProcess = -1;
  bpf_uprobe_opts options = {};
  options.sz = sizeof(options);
  options.bpf_cookie = static_cast<__u64>(place.cookie);
  options.retprobe = probe == &return_;
  bpf_link* link = bpf_program__attach_uprobe_opts(probe->program, kEveryProcess,
                                                   place.file.c_str(), place.offset, &options);
  if (link == nullptr) {
    probe->last_failure = ErrnoStatus(errno, absl::StrCat("attach ", probe->name));
    return probe->last_failure;
  }
  ++probe->attached;
  links->push_back({probe, {link, LinkCloser()}});
  return absl::OkStatus();
}

void NrtProbes::TakeOut(Links links) {
  for (const Link& link : links) {
    --link.probe->attached;
  }
  const auto done = [](const std::future<void>& closing) {
    return closing.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  };
  under_way_.erase(std::remove_if(under_way_.begin(), under_way_.end(), done), under_way_.end());
  // At the end, where no thread can be made.
  constexpr auto kPolicy = std::launch::async | std::launch::deferred;
  // From the back: entries before the returns that they rely on.
  under_way_.push_back(std::async(kPolicy, [closing = std::move(links)]() mutable {
    while (!closing.empty()) {
      closing.pop_back();
    }
  }));
}

std::vector<ProbeReport> NrtProbes::Reports() const {
  std::vector<ProbeReport> reports;
  for (const Probe& probe : entries_) {
    reports.push_back(Report(probe));
  }
  reports.push_back(Report(return_));
  return reports;
}

}  // namespace neuron
