#include "agent/telemetry/container_codec.h"

#include <cstdint>

#include "agent/base/status.h"
#include "agent/telemetry/chip_set_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/list_codec.h"
#include "agent/telemetry/process_codec.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/unknown_fields.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

// Of a task of which only the ARN is known, what is not is listed in the container's `unknown`: its
// message has no such list.
void EncodeTask(const ContainerTask& task, agent::v1::Container* message) {
  const absl::Status why = absl::UnavailableError("nobody has told it yet, only the task's ARN");
  agent::v1::ContainerTask* const encoded = message->mutable_task();
  encoded->set_arn(ValidUtf8(task.arn));
  if (task.family.empty()) {
    ListUnknown("task.family", why, message->mutable_unknown());
  } else {
    encoded->set_family(ValidUtf8(task.family));
  }
  if (task.revision.empty()) {
    ListUnknown("task.revision", why, message->mutable_unknown());
  } else {
    encoded->set_revision(ValidUtf8(task.revision));
  }
}

ContainerTask DecodeTask(const agent::v1::ContainerTask& message) {
  return {message.arn(), message.family(), message.revision()};
}

// What was seen of its processes.
void EncodeLook(const Container& container, agent::v1::Container* message) {
  UnknownFields* const unknown = message->mutable_unknown();
  EncodeReading(container.mapped, "mapped", unknown, [&](ChipSet chips) {
    EncodeChipSet(chips, message->mutable_mapped()->mutable_chips());
  });
  EncodeReading(container.privileged, "privileged", unknown,
                [&](bool privileged) { message->set_privileged(privileged); });
  EncodeReading(container.cpu_time, "cpu_time", unknown,
                [&](absl::Duration time) { *message->mutable_cpu_time() = EncodeDuration(time); });
  EncodeReading(container.memory_bytes, "memory_bytes", unknown,
                [&](std::uint64_t bytes) { message->set_memory_bytes(bytes); });
}

// What others said of it.
void EncodeWords(const Container& container, agent::v1::Container* message) {
  UnknownFields* const unknown = message->mutable_unknown();
  EncodeReading(container.name, "name", unknown,
                [&](const std::string& name) { message->set_name(ValidUtf8(name)); });
  EncodeReading(container.task, "task", unknown,
                [&](const ContainerTask& task) { EncodeTask(task, message); });
  EncodeReading(container.daemon_service, "daemon_service", unknown,
                [&](bool daemon) { message->set_daemon_service(daemon); });
  if (HasTimestamp(container.told_at)) *message->mutable_told_at() = EncodeTime(container.told_at);
}

void EncodeContainer(const Container& container, agent::v1::Container* message) {
  message->set_id(ValidUtf8(container.id));
  EncodeProcess(container.pid, container.start_ticks, message);
  if (HasTimestamp(container.seen_at)) *message->mutable_seen_at() = EncodeTime(container.seen_at);
  if (HasTimestamp(container.gone_at)) *message->mutable_gone_at() = EncodeTime(container.gone_at);
  if (!container.task_id.empty()) message->set_task_id(ValidUtf8(container.task_id));
  EncodeLook(container, message);
  EncodeWords(container, message);
}

absl::Status DecodeTimes(const agent::v1::Container& message, Container* container) {
  NEURON_ASSIGN_OR_RETURN(container->seen_at,
                          DecodeTime("seen_at", message.has_seen_at(), message.seen_at()));
  NEURON_ASSIGN_OR_RETURN(container->told_at,
                          DecodeTime("told_at", message.has_told_at(), message.told_at()));
  if (message.has_gone_at()) {
    NEURON_ASSIGN_OR_RETURN(container->gone_at, DecodeTime("gone_at", true, message.gone_at()));
  }
  return absl::OkStatus();
}

void DecodeReadings(const agent::v1::Container& message, Container* container) {
  const UnknownFields& unknown = message.unknown();
  container->mapped = DecodeReading("mapped", unknown, message.has_mapped(),
                                    DecodeChipSet("chips", message.mapped().chips()));
  container->privileged =
      DecodeReading<bool>("privileged", unknown, message.has_privileged(), message.privileged());
  container->cpu_time = DecodeReading("cpu_time", unknown, message.has_cpu_time(),
                                      DecodeDuration("cpu_time", message.cpu_time()));
  container->memory_bytes = DecodeReading<std::uint64_t>(
      "memory_bytes", unknown, message.has_memory_bytes(), message.memory_bytes());
  container->name = DecodeReading<std::string>("name", unknown, message.has_name(), message.name());
  container->task =
      DecodeReading<ContainerTask>("task", unknown, message.has_task(), DecodeTask(message.task()));
  container->daemon_service = DecodeReading<bool>(
      "daemon_service", unknown, message.has_daemon_service(), message.daemon_service());
}

absl::StatusOr<Container> DecodeContainer(const agent::v1::Container& message) {
  NEURON_RETURN_IF_ERROR(RequireField(message.has_id(), "id"));
  Container container;
  container.id = message.id();
  NEURON_RETURN_IF_ERROR(DecodeProcess(message, &container.pid, &container.start_ticks));
  NEURON_RETURN_IF_ERROR(DecodeTimes(message, &container));
  container.task_id = message.task_id();
  DecodeReadings(message, &container);
  return container;
}

}  // namespace

void EncodeContainers(const ContainerScan& scan, agent::v1::Snapshot* message) {
  EncodeEach(scan.containers, EncodeContainer, message->mutable_containers());
  EncodeEach(scan.gone, EncodeContainer, message->mutable_gone_containers());
  message->set_all_containers_visible(scan.sight.ok());
  if (!scan.sight.ok()) message->set_hidden_containers_reason(ValidUtf8(scan.sight.message()));
  if (HasTimestamp(scan.taken_at)) {
    *message->mutable_containers_read_at() = EncodeTime(scan.taken_at);
  }
}

absl::StatusOr<ContainerScan> DecodeContainers(const agent::v1::Snapshot& message) {
  ContainerScan scan;
  NEURON_ASSIGN_OR_RETURN(scan.taken_at,
                          DecodeTime("containers_read_at", message.has_containers_read_at(),
                                     message.containers_read_at()));
  scan.sight = message.all_containers_visible()
                   ? absl::OkStatus()
                   : absl::UnknownError(message.hidden_containers_reason());
  NEURON_RETURN_IF_ERROR(
      DecodeEach("containers", message.containers(), DecodeContainer, &scan.containers));
  NEURON_RETURN_IF_ERROR(
      DecodeEach("gone_containers", message.gone_containers(), DecodeContainer, &scan.gone));
  return scan;
}

}  // namespace neuron
