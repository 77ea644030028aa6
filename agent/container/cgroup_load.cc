#include "agent/container/cgroup_load.h"

#include <limits>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/base/status.h"
#include "agent/device/attribute.h"
#include "agent/device/sysfs_value.h"

namespace neuron {
namespace {

absl::StatusOr<absl::Duration> ParseCpuTime(absl::string_view number, absl::Duration unit) {
  NEURON_ASSIGN_OR_RETURN(const std::uint64_t count, ParseUnsigned(number));
  if (count > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    return Unexpected("a time that can be", number);
  }
  return static_cast<std::int64_t>(count) * unit;
}

Reading<absl::Duration> CpuTimeIn(absl::string_view cpu_stat) {
  return ReadingOf(ParseCpuStat(cpu_stat));
}

// Of version 1, in nanoseconds.
Reading<absl::Duration> CpuTimeInUsage(absl::string_view usage) {
  return ReadingOf(ParseCpuTime(usage, absl::Nanoseconds(1)));
}

Reading<std::uint64_t> BytesIn(absl::string_view text) { return ReadingOf(ParseUnsigned(text)); }

bool IsWanted(const Container& container, const std::set<std::string>& holding) {
  const bool was_given_chips = container.mapped.has_value() && !container.mapped.value().empty();
  return was_given_chips || holding.count(container.id) != 0;
}

CgroupLoad LoadOfNoCgroup() {
  const absl::Status why = absl::FailedPreconditionError(
      "which cgroup is its own is not known; give the agent the host's /sys/fs/cgroup, and "
      "--cgroup_root its place");
  return {Reading<absl::Duration>::Unknown(why), Reading<std::uint64_t>::Unknown(why)};
}

}  // namespace

CgroupLoad ReadCgroupLoad(const std::string& root, const std::string& cgroup) {
  CgroupLoad load;
  load.cpu_time = ReadAttribute(absl::StrCat(root, cgroup, "/cpu.stat"), CpuTimeIn);
  if (load.cpu_time.is_absent()) {
    load.cpu_time =
        ReadAttribute(absl::StrCat(root, "/cpuacct", cgroup, "/cpuacct.usage"), CpuTimeInUsage);
  }
  load.memory_bytes = ReadAttribute(absl::StrCat(root, cgroup, "/memory.current"), BytesIn);
  if (load.memory_bytes.is_absent()) {
    load.memory_bytes =
        ReadAttribute(absl::StrCat(root, "/memory", cgroup, "/memory.usage_in_bytes"), BytesIn);
  }
  return load;
}

void AddLoads(const std::string& root, const std::set<std::string>& holding, ContainerScan* scan) {
  for (Container& container : scan->containers) {
    if (!IsWanted(container, holding)) {
      continue;
    }
    const CgroupLoad load =
        container.cgroup.empty() ? LoadOfNoCgroup() : ReadCgroupLoad(root, container.cgroup);
    container.cpu_time = load.cpu_time;
    container.memory_bytes = load.memory_bytes;
  }
}

absl::StatusOr<absl::Duration> ParseCpuStat(absl::string_view text) {
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    if (absl::ConsumePrefix(&line, "usage_usec ")) {
      return ParseCpuTime(line, absl::Microseconds(1));
    }
  }
  return Unexpected("a line with usage_usec", text);
}

}  // namespace neuron
