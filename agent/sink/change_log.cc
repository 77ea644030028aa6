#include "agent/sink/change_log.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/sink/health_changes.h"
#include "agent/sink/workload_changes.h"
#include "agent/workload/free_set.h"

namespace neuron {
namespace {

ChipSet ChipsOf(const Snapshot& snapshot) {
  ChipSet chips;
  for (const ChipState& chip : snapshot.chips) {
    chips.Add(chip.index);
  }
  return chips;
}

std::string TextOf(const Reading<std::string>& reading) {
  return reading.has_value() ? reading.value() : reading.is_absent() ? "none" : "unknown";
}

void DescribeDriver(const Snapshot* before, const Snapshot& after, std::vector<ChangeLine>* lines) {
  const Inventory& now = *after.inventory;
  if (before != nullptr && before->inventory->driver_loaded == now.driver_loaded &&
      before->inventory->driver_version == now.driver_version) {
    return;
  }
  if (now.driver_loaded) {
    lines->push_back(
        {LogLevel::kInfo,
         "driver_loaded",
         {{"version", TextOf(now.driver_version)}, {"instance_type", TextOf(now.instance_type)}}});
  } else {
    lines->push_back({LogLevel::kWarning,
                      "no_driver",
                      {{"instance_type", TextOf(now.instance_type)},
                       {"consequence", "the Neuron driver is not loaded; waiting for it"}}});
  }
}

void DescribeChips(const Snapshot* before, const Snapshot& after, std::vector<ChangeLine>* lines) {
  const ChipSet chips = ChipsOf(after);
  if (before == nullptr ? chips.empty() : chips == ChipsOf(*before)) {
    return;
  }
  const Reading<int>& expected = after.inventory->expected_chips;
  const bool missing = expected.has_value() && chips.size() < expected.value();
  lines->push_back(
      {missing ? LogLevel::kWarning : LogLevel::kInfo,
       "chips",
       {{"count", absl::StrCat(chips.size())},
        {"expected", expected.has_value() ? absl::StrCat(expected.value()) : "unknown"},
        {"chips", FormatFreeSet(chips)}}});
}

const SourceReport* FindSource(const Snapshot* snapshot, const std::string& name) {
  if (snapshot == nullptr) {
    return nullptr;
  }
  const auto found = std::find_if(snapshot->sources.begin(), snapshot->sources.end(),
                                  [&](const SourceReport& source) { return source.name == name; });
  return found == snapshot->sources.end() ? nullptr : &*found;
}

void DescribeSources(const Snapshot* before, const Snapshot& after,
                     std::vector<ChangeLine>* lines) {
  for (const SourceReport& source : after.sources) {
    const SourceReport* known = FindSource(before, source.name);
    const bool was_up = known == nullptr || known->status.ok();
    if (source.status.ok() && !was_up) {
      lines->push_back({LogLevel::kInfo, "source_up", {{"source", source.name}}});
    } else if (!source.status.ok() && was_up) {
      lines->push_back(
          {LogLevel::kWarning,
           "source_down",
           {{"source", source.name}, {"error", std::string(source.status.message())}}});
    }
  }
}

}  // namespace

std::vector<ChangeLine> DescribeChanges(const Snapshot* before, const Snapshot& after) {
  std::vector<ChangeLine> lines;
  DescribeDriver(before, after, &lines);
  DescribeChips(before, after, &lines);
  for (ChangeLine& line : DescribeHealthChanges(before, after)) {
    lines.push_back(std::move(line));
  }
  DescribeSources(before, after, &lines);
  for (ChangeLine& line : DescribeWorkloadChanges(before, after)) {
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace neuron
