#include "agent/cli/ls.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/ranges_text.h"
#include "agent/base/status.h"
#include "agent/cli/capability_list.h"
#include "agent/cli/chip_csv.h"
#include "agent/cli/chip_table.h"
#include "agent/cli/message_lines.h"
#include "agent/cli/message_text.h"
#include "agent/cli/snapshot_source.h"

namespace neuron {
namespace {

absl::Status PrintDetails(Format format, const google::protobuf::Message& message,
                          const Output& output) {
  switch (format) {
    case Format::kJson:
      return output(JsonPage(message));
    case Format::kProto:
      return output(message.SerializeAsString());
    default:
      return output(MessageLines(message));
  }
}

absl::Status NoSuchChip(const Options& options, const agent::v1::Snapshot& message) {
  std::vector<int> chips;
  for (const agent::v1::Chip& chip : message.chips()) {
    chips.push_back(static_cast<int>(chip.index()));
  }
  return absl::NotFoundError(absl::StrCat("no chip ", options.subject, " on this host, which has ",
                                          chips.empty() ? "none" : RangesText(chips)));
}

absl::Status PrintSubject(const Options& options, const agent::v1::Snapshot& message,
                          const Output& output) {
  if (options.subject == "host") {
    return PrintDetails(options.format, message.host(), output);
  }
  for (const agent::v1::Chip& chip : message.chips()) {
    if (absl::StrCat(chip.index()) == options.subject) {
      return PrintDetails(options.format, chip, output);
    }
  }
  return NoSuchChip(options, message);
}

absl::Status PrintChips(const Options& options, const agent::v1::Snapshot& message,
                        const Output& output) {
  if (options.format == Format::kJson) {
    return output(JsonPage(message));
  }
  if (options.format == Format::kProto) {
    return output(message.SerializeAsString());
  }
  NEURON_ASSIGN_OR_RETURN(const Snapshot snapshot, Understand(message));
  return output(options.format == Format::kCsv ? ChipCsv(snapshot) : ChipTable(snapshot));
}

absl::Status PrintCapabilities(const Options& options, const Output& output) {
  NEURON_ASSIGN_OR_RETURN(const agent::v1::Inventory message, FetchInventory(options));
  if (options.format == Format::kJson) {
    return output(JsonPage(message));
  }
  if (options.format == Format::kProto) {
    return output(message.SerializeAsString());
  }
  NEURON_ASSIGN_OR_RETURN(const Inventory inventory, Understand(message));
  return output(options.format == Format::kCsv ? CapabilityCsv(inventory.capabilities)
                                               : CapabilityTable(inventory.capabilities));
}

}  // namespace

absl::Status RunLs(const Options& options, const Output& output) {
  if (options.capabilities) {
    return PrintCapabilities(options, output);
  }
  NEURON_ASSIGN_OR_RETURN(const agent::v1::Snapshot message, FetchSnapshot(options));
  return options.subject.empty() ? PrintChips(options, message, output)
                                 : PrintSubject(options, message, output);
}

}  // namespace neuron
