#include "agent/cli/security_text.h"

#include "absl/strings/str_cat.h"
#include "agent/cli/health_outcome.h"
#include "agent/cli/text_table.h"
#include "agent/cli/words.h"
#include "agent/health/security_event.h"

namespace neuron {
namespace {

// It may name a chip that no host has.
bool Names(const SecurityEvent& event, ChipSet asked) {
  return asked.empty() ||
         (event.chip.has_value() && *event.chip < kMaxChips && asked.Contains(*event.chip));
}

std::string EventText(const Snapshot& snapshot, const SecurityEvent& event) {
  return absl::StrCat("    forged  ", AgeText(snapshot.taken_at - event.seen_at), " ago, ",
                      Word(event.code), ": ", Printable(event.why), ": ", Printable(event.text),
                      "\n");
}

// Nothing unless there is such a source that is down.
std::string SilenceText(const Snapshot& snapshot) {
  for (const SourceReport& source : snapshot.sources) {
    if (source.name == "kernel_log" && !source.status.ok()) {
      return absl::StrCat("\nsecurity events cannot be told: ", Printable(source.status.message()),
                          "\n");
    }
  }
  return "";
}

}  // namespace

std::string SecurityText(const Snapshot& snapshot, ChipSet asked) {
  if (!snapshot.kernel_log.has_value()) {
    return asked.empty() ? SilenceText(snapshot) : "";
  }
  const KernelLogReport& log = *snapshot.kernel_log;
  std::string events;
  for (const SecurityEvent& event : log.latest) {
    if (Names(event, asked)) {
      events += EventText(snapshot, event);
    }
  }
  const bool has_none = asked.empty() ? log.forged == 0 : events.empty();
  return has_none ? ""
                  : absl::StrCat("\nsecurity events ", log.forged,
                                 ", which speak against no chip; the latest:\n", events);
}

}  // namespace neuron
