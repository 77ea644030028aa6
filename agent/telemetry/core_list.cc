#include "agent/telemetry/core_list.h"

#include <cstdint>
#include <limits>

#include "agent/base/status.h"
#include "agent/telemetry/field_error.h"

namespace neuron {
namespace {

absl::Status CheckCore(const agent::v1::Core& core, std::int64_t previous) {
  NEURON_RETURN_IF_ERROR(RequireField(core.has_index(), "index"));
  if (core.index() > std::uint32_t{std::numeric_limits<std::int32_t>::max()}) {
    return FieldError("index", "not below 2^31");
  }
  return core.index() > previous ? absl::OkStatus() : FieldError("index", "out of order");
}

}  // namespace

agent::v1::Core* CoreWithIndex(int index, agent::v1::Chip* message) {
  const auto wanted = static_cast<std::uint32_t>(index);
  auto* cores = message->mutable_cores();
  int place = cores->size();
  while (place > 0 && cores->Get(place - 1).index() >= wanted) {
    --place;
  }
  if (place < cores->size() && cores->Get(place).index() == wanted) return cores->Mutable(place);
  cores->Add()->set_index(wanted);
  for (int i = cores->size() - 1; i > place; --i) {
    cores->SwapElements(i, i - 1);
  }
  return cores->Mutable(place);
}

absl::Status CheckCores(const agent::v1::Chip& message) {
  std::int64_t previous = -1;
  for (int i = 0; i < message.cores_size(); ++i) {
    const absl::Status checked = CheckCore(message.cores(i), previous);
    if (!checked.ok()) return Within("cores", i, checked);
    previous = message.cores(i).index();
  }
  return absl::OkStatus();
}

}  // namespace neuron
