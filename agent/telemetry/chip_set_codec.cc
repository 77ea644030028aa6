#include "agent/telemetry/chip_set_codec.h"

#include "absl/strings/str_cat.h"
#include "agent/telemetry/field_error.h"

namespace neuron {

void EncodeChipSet(ChipSet set, ChipIndices* indices) {
  indices->Reserve(indices->size() + set.size());
  for (std::uint64_t bits = set.bits(); bits != 0; bits &= bits - 1) {
    indices->AddAlreadyReserved(static_cast<std::uint32_t>(__builtin_ctzll(bits)));
  }
}

absl::StatusOr<ChipSet> DecodeChipSet(absl::string_view field, const ChipIndices& indices) {
  ChipSet set;
  std::uint32_t next = 0;
  for (const std::uint32_t index : indices) {
    if (index >= kMaxChips) {
      return FieldError(field, absl::StrCat(index, " is not a chip index below ", kMaxChips));
    }
    if (index < next) {
      return FieldError(field, absl::StrCat(index, " is out of order"));
    }
    set.Add(static_cast<int>(index));
    next = index + 1;
  }
  return set;
}

}  // namespace neuron
