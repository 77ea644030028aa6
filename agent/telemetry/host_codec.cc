#include "agent/telemetry/host_codec.h"

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/device/chip_set.h"
#include "agent/telemetry/class_attributes_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/pod_codec.h"
#include "agent/telemetry/reading_fields.h"
#include "agent/telemetry/survey_codec.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/unknown_fields.h"

namespace neuron {
namespace {

using V1Host = agent::v1::Host;
constexpr TextField<Inventory, V1Host> kTexts[] = {
    {"instance_type", &Inventory::instance_type, &V1Host::has_instance_type, &V1Host::instance_type,
     &V1Host::mutable_instance_type},
    {"driver_version", &Inventory::driver_version, &V1Host::has_driver_version,
     &V1Host::driver_version, &V1Host::mutable_driver_version},
};
constexpr NumberField<std::uint64_t, Inventory, V1Host> kParameters[] = {
    {"no_reset", &Inventory::no_reset, &V1Host::has_no_reset, &V1Host::no_reset,
     &V1Host::set_no_reset},
    {"nmetric_log_posts", &Inventory::nmetric_log_posts, &V1Host::has_nmetric_log_posts,
     &V1Host::nmetric_log_posts, &V1Host::set_nmetric_log_posts},
};

// "2.24": a generation is told by no more than that, but for one that began with a patch.
std::string GenerationText(const DriverVersion& version) {
  std::string text = absl::StrCat(version.major, ".", version.minor);
  if (version.patch != 0 || version.build != 0) absl::StrAppend(&text, ".", version.patch);
  if (version.build != 0) absl::StrAppend(&text, ".", version.build);
  return text;
}

absl::StatusOr<int> DecodeExpectedChips(std::uint32_t chips) {
  if (chips > kMaxChips) return FieldError("expected_chips", "more than 64");
  return static_cast<int>(chips);
}

}  // namespace

void EncodeHost(const Inventory& inventory, V1Host* message) {
  UnknownFields* unknown = message->mutable_unknown();
  EncodeFields(kTexts, inventory, message);
  message->set_driver_loaded(inventory.driver_loaded);
  EncodeReading(inventory.generation, "generation", unknown, [&](const DriverVersion& version) {
    message->set_generation(GenerationText(version));
  });
  EncodeReading(inventory.expected_chips, "expected_chips", unknown,
                [&](int chips) { message->set_expected_chips(static_cast<std::uint32_t>(chips)); });
  if (HasTimestamp(inventory.enumerated_at)) {
    *message->mutable_enumerated_at() = EncodeTime(inventory.enumerated_at);
  }
  EncodeFields(kParameters, inventory, message);
  EncodeClassAttributes(inventory.class_attributes, message);
  EncodePod(PodOf(inventory.chips), message);
  EncodeSurvey(inventory, message);
}

absl::StatusOr<Inventory> DecodeHost(const V1Host& message) {
  NEURON_RETURN_IF_ERROR(RequireField(message.has_driver_loaded(), "driver_loaded"));
  const UnknownFields& unknown = message.unknown();
  Inventory inventory;
  NEURON_ASSIGN_OR_RETURN(
      inventory.enumerated_at,
      DecodeTime("enumerated_at", message.has_enumerated_at(), message.enumerated_at()));
  inventory.driver_loaded = message.driver_loaded();
  DecodeFields(kTexts, message, &inventory);
  inventory.generation = DecodeReading("generation", unknown, message.has_generation(),
                                       ParseDriverVersion(message.generation()));
  inventory.expected_chips = DecodeReading("expected_chips", unknown, message.has_expected_chips(),
                                           DecodeExpectedChips(message.expected_chips()));
  DecodeFields(kParameters, message, &inventory);
  inventory.class_attributes = DecodeClassAttributes(message);
  NEURON_RETURN_IF_ERROR(DecodeSurvey(message, &inventory));
  return inventory;
}

}  // namespace neuron
