#include "agent/telemetry/pod_codec.h"

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "agent/base/status.h"
#include "agent/telemetry/enum_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/unknown_fields.h"

namespace neuron {
namespace {

// Both are one byte of the ioctl, and the number is signed.
constexpr std::uint32_t kMaxSize = 255;
constexpr std::uint32_t kMaxNodeId = 127;

Reading<Pod> PodIn(const Chip& chip) {
  if (chip.answers.has_value()) return chip.answers.value().pod;
  return chip.answers.is_unknown() ? Reading<Pod>::Unknown(chip.answers.why())
                                   : Reading<Pod>::Absent();
}

Reading<Pod> Disagreement(const Chip& a, const Chip& b) {
  return Reading<Pod>::Unknown(absl::DataLossError(
      absl::StrCat("chips ", a.index, " and ", b.index, " say different things of the pod")));
}

// What none of the chips knows.
Reading<Pod> NoPod(const std::vector<Chip>& chips) {
  Reading<Pod> pod;
  for (const Chip& chip : chips) {
    const Reading<Pod> said = PodIn(chip);
    if (said.is_absent()) return said;
    if (pod.is_absent()) pod = said;
  }
  return pod;
}

std::string SerialText(std::uint64_t serial) { return absl::StrFormat("%016x", serial); }

absl::StatusOr<std::uint64_t> DecodeSerial(const agent::v1::Pod& message) {
  if (!message.has_serial()) return 0;
  std::uint64_t serial = 0;
  if (!absl::SimpleHexAtoi(message.serial(), &serial) || SerialText(serial) != message.serial()) {
    return FieldError("serial", "not 16 hex digits");
  }
  return serial;
}

void EncodeKnown(const Pod& pod, agent::v1::Pod* message) {
  message->set_type(EncodeEnum(pod.type));
  message->set_state(EncodeEnum(pod.state));
  if (pod.serial != 0) message->set_serial(SerialText(pod.serial));
  message->set_size(static_cast<std::uint32_t>(pod.size));
  if (pod.node_id >= 0) message->set_node_id(static_cast<std::uint32_t>(pod.node_id));
}

absl::StatusOr<Pod> DecodeKnown(const agent::v1::Pod& message) {
  if (message.size() > kMaxSize || message.node_id() > kMaxNodeId) {
    return FieldError("pod", "no such UltraServer can be");
  }
  Pod pod;
  NEURON_ASSIGN_OR_RETURN(pod.type, DecodeEnum(message.type()));
  NEURON_ASSIGN_OR_RETURN(pod.state, DecodeEnum(message.state()));
  NEURON_ASSIGN_OR_RETURN(pod.serial, DecodeSerial(message));
  pod.size = static_cast<int>(message.size());
  pod.node_id = message.has_node_id() ? static_cast<int>(message.node_id()) : -1;
  return pod;
}

}  // namespace

Reading<Pod> PodOf(const std::vector<Chip>& chips) {
  const Chip* first = nullptr;
  for (const Chip& chip : chips) {
    if (!PodIn(chip).has_value()) continue;
    if (first == nullptr) first = &chip;
    if (PodIn(chip) != PodIn(*first)) return Disagreement(*first, chip);
  }
  return first == nullptr ? NoPod(chips) : PodIn(*first);
}

void EncodePod(const Reading<Pod>& pod, agent::v1::Host* message) {
  EncodeReading(pod, "pod", message->mutable_unknown(),
                [&](const Pod& known) { EncodeKnown(known, message->mutable_pod()); });
}

Reading<Pod> DecodePod(const agent::v1::Host& message) {
  return DecodeReading("pod", message.unknown(), message.has_pod(), DecodeKnown(message.pod()));
}

void SpreadPod(const Reading<Pod>& pod, std::vector<Chip>* chips) {
  for (Chip& chip : *chips) {
    if (!chip.answers.has_value()) continue;
    DeviceAnswers answers = chip.answers.value();
    answers.pod = pod;
    chip.answers = answers;
  }
}

}  // namespace neuron
