#include "agent/telemetry/pci_codec.h"

#include <climits>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "agent/base/status.h"
#include "agent/telemetry/enum_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/reading_fields.h"
#include "agent/telemetry/unknown_fields.h"

namespace neuron {
namespace {

constexpr double kGiga = 1e9;
// Far above every PCI Express; a number up to here survives the way through a double.
constexpr std::uint64_t kFastest = 1'000'000'000'000;

using V1Pci = agent::v1::PciFunction;
constexpr TextField<PciFunction, V1Pci> kTexts[] = {
    {"local_cpus", &PciFunction::local_cpus, &V1Pci::has_local_cpus, &V1Pci::local_cpus,
     &V1Pci::mutable_local_cpus},
    {"bound_to", &PciFunction::bound_to, &V1Pci::has_bound_to, &V1Pci::bound_to,
     &V1Pci::mutable_bound_to},
};
constexpr NumberField<std::uint64_t, PciFunction, V1Pci> kNumbers[] = {
    {"revision", &PciFunction::revision, &V1Pci::has_revision, &V1Pci::revision,
     &V1Pci::set_revision},
};

using V1Link = agent::v1::PciLink;
constexpr NumberField<std::uint64_t, PciLink, V1Link> kLinkNumbers[] = {
    {"width", &PciLink::width, &V1Link::has_width, &V1Link::width, &V1Link::set_width},
};

using V1Errors = agent::v1::PciErrors;
constexpr NumberField<std::uint64_t, PciErrors, V1Errors> kErrors[] = {
    {"correctable_total", &PciErrors::correctable, &V1Errors::has_correctable_total,
     &V1Errors::correctable_total, &V1Errors::set_correctable_total},
    {"nonfatal_total", &PciErrors::nonfatal, &V1Errors::has_nonfatal_total,
     &V1Errors::nonfatal_total, &V1Errors::set_nonfatal_total},
    {"fatal_total", &PciErrors::fatal, &V1Errors::has_fatal_total, &V1Errors::fatal_total,
     &V1Errors::set_fatal_total},
};

void EncodeLink(const PciLink& link, V1Link* message) {
  EncodeReading(
      link.speed_gts, "transfers_per_second", message->mutable_unknown(), [&](double speed) {
        message->set_transfers_per_second(static_cast<std::uint64_t>(std::llround(speed * kGiga)));
      });
  EncodeFields(kLinkNumbers, link, message);
}

absl::StatusOr<double> DecodeSpeed(std::uint64_t transfers_per_second) {
  if (transfers_per_second == 0 || transfers_per_second > kFastest) {
    return FieldError("transfers_per_second", "no speed of a link");
  }
  return static_cast<double>(transfers_per_second) / kGiga;
}

PciLink DecodeLink(const V1Link& message) {
  PciLink link;
  link.speed_gts =
      DecodeReading("transfers_per_second", message.unknown(), message.has_transfers_per_second(),
                    DecodeSpeed(message.transfers_per_second()));
  DecodeFields(kLinkNumbers, message, &link);
  return link;
}

// The four numbers of "0000:00:1e.0"; zeroes for what is none, which the caller finds out by
// writing the address again.
PciAddress GuessAddress(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, absl::ByAnyChar(":."));
  std::uint32_t numbers[4] = {};
  for (std::size_t i = 0; i < 4 && i < parts.size(); ++i) {
    if (!absl::SimpleHexAtoi(parts[i], &numbers[i])) numbers[i] = 0;
  }
  PciAddress address;
  address.domain = numbers[0];
  address.bus = numbers[1];
  address.slot = static_cast<std::uint8_t>(numbers[2]);
  address.function = static_cast<std::uint8_t>(numbers[3]);
  return address;
}

absl::StatusOr<PciAddress> DecodeAddress(const std::string& text) {
  const PciAddress address = GuessAddress(text);
  if (ToString(address) != text) return FieldError("address", "not domain:bus:slot.function");
  return address;
}

absl::StatusOr<int> DecodeNumaNode(std::uint32_t node) {
  if (node > INT_MAX) return FieldError("numa_node", "not below 2^31");
  return static_cast<int>(node);
}

absl::StatusOr<PciFunction> DecodeIdentity(const V1Pci& message) {
  PciFunction function;
  NEURON_ASSIGN_OR_RETURN(function.address, DecodeAddress(message.address()));
  const absl::StatusOr<ChipType> type = DecodeEnum(message.type());
  if (!type.ok()) return FieldError("type", type.status().message());
  function.type = *type;
  NEURON_RETURN_IF_ERROR(RequireField(message.has_device_id(), "device_id"));
  function.device_id = message.device_id();
  return function;
}

}  // namespace

void EncodePci(const PciFunction& function, V1Pci* message) {
  message->set_address(ToString(function.address));
  message->set_type(EncodeEnum(function.type));
  message->set_device_id(function.device_id);
  EncodeReading(function.numa_node, "numa_node", message->mutable_unknown(),
                [&](int node) { message->set_numa_node(static_cast<std::uint32_t>(node)); });
  EncodeFields(kNumbers, function, message);
  EncodeFields(kTexts, function, message);
  if (!(function.link == PciLink())) EncodeLink(function.link, message->mutable_link());
  if (!(function.widest_link == PciLink())) {
    EncodeLink(function.widest_link, message->mutable_widest_link());
  }
  if (!(function.errors == PciErrors())) {
    EncodeFields(kErrors, function.errors, message->mutable_errors());
  }
}

absl::StatusOr<PciFunction> DecodePci(const V1Pci& message) {
  NEURON_ASSIGN_OR_RETURN(PciFunction function, DecodeIdentity(message));
  function.numa_node = DecodeReading("numa_node", message.unknown(), message.has_numa_node(),
                                     DecodeNumaNode(message.numa_node()));
  DecodeFields(kNumbers, message, &function);
  DecodeFields(kTexts, message, &function);
  function.link = DecodeLink(message.link());
  function.widest_link = DecodeLink(message.widest_link());
  DecodeFields(kErrors, message.errors(), &function.errors);
  return function;
}

}  // namespace neuron
