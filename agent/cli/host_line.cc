#include "agent/cli/host_line.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "agent/cli/text_table.h"
#include "agent/telemetry/pod_codec.h"

namespace neuron {
namespace {

std::string Number(int value) { return absl::StrCat(value); }

template <typename T, typename ToText>
std::string HostText(absl::string_view name, const Reading<T>& reading, ToText text,
                     Footnotes* notes) {
  if (reading.has_value()) {
    return text(reading.value());
  }
  if (reading.is_unknown()) {
    notes->Add(name, reading.why().message());
  }
  return std::string(reading.is_absent() ? "-" : "?");
}

std::string DriverText(const Inventory& inventory, Footnotes* notes) {
  if (!inventory.driver_loaded) {
    return "no Neuron driver loaded";
  }
  return absl::StrCat("driver ",
                      HostText("driver version", inventory.driver_version, Printable, notes));
}

std::string ChipCountText(const Inventory& inventory, Footnotes* notes) {
  const Reading<int>& expected = inventory.expected_chips;
  if (expected.is_absent()) {
    return absl::StrCat("chips ", inventory.chips.size());
  }
  return absl::StrCat("chips ", inventory.chips.size(), " of ",
                      HostText("number of chips", expected, Number, notes));
}

// Nothing for a host that is on its own, and for a driver that knows of no pods.
std::string PodText(const Inventory& inventory, Footnotes* notes) {
  const Reading<Pod> pod = PodOf(inventory.chips);
  if (pod.is_absent() || (pod.has_value() && pod.value().type == PodType::kNone)) {
    return "";
  }
  const auto text = [](const Pod& known) {
    return absl::StrFormat("%016x node %d of %d", known.serial, known.node_id, known.size);
  };
  return absl::StrCat("  ultraserver ", HostText("ultraserver", pod, text, notes));
}

}  // namespace

std::string HostLine(const Snapshot& snapshot, Footnotes* notes) {
  const Inventory& inventory = *snapshot.inventory;
  // One after the other, as the notes are to come.
  const std::string type = HostText("instance type", inventory.instance_type, Printable, notes);
  const std::string driver = DriverText(inventory, notes);
  const std::string chips = ChipCountText(inventory, notes);
  const std::string pod = PodText(inventory, notes);
  return absl::StrCat("host ", type, "  ", driver, "  ", chips, "  free ", snapshot.free.size(),
                      "  health ", Word(snapshot.health), pod, "\n");
}

}  // namespace neuron
