#include "agent/cli/capability_list.h"

#include "absl/strings/str_join.h"
#include "agent/base/ranges_text.h"
#include "agent/cli/csv_line.h"
#include "agent/cli/text_table.h"
#include "agent/cli/words.h"

namespace neuron {
namespace {

std::vector<std::string> Cells(const Capability& capability, std::string chips) {
  return {Printable(capability.name), std::string(Word(capability.kind)),
          std::string(Word(capability.access)), std::string(Word(capability.liveness)),
          std::move(chips)};
}

}  // namespace

std::string CapabilityTable(const std::vector<Capability>& capabilities) {
  std::vector<std::vector<std::string>> rows = {{"NAME", "KIND", "ACCESS", "MOVES", "CHIPS"}};
  for (const Capability& capability : capabilities) {
    rows.push_back(Cells(capability,
                         capability.chips.empty() ? "host" : RangesText(capability.chips.chips())));
  }
  return FormatTable(rows);
}

std::string CapabilityCsv(const std::vector<Capability>& capabilities) {
  std::string csv = "name,kind,access,moves,chips\n";
  for (const Capability& capability : capabilities) {
    csv += CsvLine(Cells(capability, absl::StrJoin(capability.chips.chips(), ";")));
  }
  return csv;
}

}  // namespace neuron
