#include "agent/device/uevent.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace neuron {
namespace {

absl::Status Refuse(absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("no uevent of the kernel: ", what));
}

absl::string_view Find(const Uevent& event, const char* name) {
  const auto found = event.variables.find(name);
  return found == event.variables.end() ? absl::string_view() : absl::string_view(found->second);
}

bool ParseHeader(absl::string_view line, Uevent* event) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(line, absl::MaxSplits('@', 1));
  event->action = std::string(parts.first);
  event->path = std::string(parts.second);
  return !event->action.empty() && absl::StartsWith(event->path, "/") &&
         std::all_of(event->action.begin(), event->action.end(), absl::ascii_islower);
}

bool ParseVariable(absl::string_view line, Uevent* event) {
  const std::size_t equals = line.find('=');
  if (equals == absl::string_view::npos || equals == 0) {
    return false;
  }
  event->variables.emplace(line.substr(0, equals), line.substr(equals + 1));
  return true;
}

// 7064 ... 7565 so far (neuron-driver.md §3.1); Amazon's other functions, such as its network
// cards, are elsewhere.
bool IsNeuronFunction(absl::string_view pci_id) { return absl::StartsWith(pci_id, "1D0F:7"); }

}  // namespace

absl::StatusOr<Uevent> ParseUevent(absl::string_view datagram) {
  if (!absl::ConsumeSuffix(&datagram, absl::string_view("\0", 1))) {
    return Refuse("it does not end with a zero byte");
  }
  const std::vector<absl::string_view> lines = absl::StrSplit(datagram, '\0');
  Uevent event;
  if (!ParseHeader(lines.front(), &event)) {
    return Refuse("it does not begin with <action>@/<path>");
  }
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (!ParseVariable(lines[i], &event)) {
      return Refuse("not all of its lines are NAME=value");
    }
  }
  if (Find(event, "ACTION") != event.action || Find(event, "DEVPATH") != event.path) {
    return Refuse("its ACTION or DEVPATH is not that of its first line");
  }
  return event;
}

bool ConcernsChips(const Uevent& event) {
  const absl::string_view subsystem = Find(event, "SUBSYSTEM");
  if (subsystem == "pci") {
    // An unbound function has no driver any more, so that only its id tells.
    return Find(event, "DRIVER") == "neuron-driver" || IsNeuronFunction(Find(event, "PCI_ID"));
  }
  return subsystem == "neuron_device" || (subsystem == "module" && event.path == "/module/neuron");
}

}  // namespace neuron
