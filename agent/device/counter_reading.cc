#include "agent/device/counter_reading.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/device/attribute.h"
#include "agent/device/sysfs_value.h"

namespace neuron {
namespace {

using Count = Reading<std::uint64_t>;

absl::string_view NameOf(CounterFile::Leaf leaf) {
  switch (leaf) {
    case CounterFile::Leaf::kTotal:
      return "/total";
    case CounterFile::Leaf::kPeak:
      return "/peak";
    default:
      return "";
  }
}

std::string PathOf(const CounterFile& file, const ChipFiles& files) {
  return files.FullPath(file.path, NameOf(file.leaf));
}

absl::Status WithPath(const CounterFile& file, const ChipFiles& files, const absl::Status& why) {
  return absl::Status(why.code(), absl::StrCat(PathOf(file, files), ": ", why.message()));
}

template <typename T>
Reading<T> ReadWith(absl::StatusOr<T> (*parse)(absl::string_view), const CounterFile& file,
                    ChipFiles* files, UniqueFd* kept) {
  const absl::StatusOr<absl::string_view> bytes = files->Read(file.path, NameOf(file.leaf), kept);
  if (!bytes.ok()) {
    return absl::IsNotFound(bytes.status()) ? Reading<T>::Absent()
                                            : Reading<T>::Unknown(bytes.status());
  }
  absl::StatusOr<T> value = parse(*bytes);
  return value.ok() ? Reading<T>(*std::move(value))
                    : Reading<T>::Unknown(WithPath(file, *files, value.status()));
}

absl::StatusOr<ResetState> ParseResetState(absl::string_view bytes) {
  const absl::StatusOr<std::uint64_t> number = ParseUnsigned(bytes);
  if (!number.ok()) {
    return number.status();
  }
  if (*number > static_cast<std::uint64_t>(ResetState::kInvalid)) {
    return absl::DataLossError(absl::StrCat("no state has the number ", *number));
  }
  return static_cast<ResetState>(*number);
}

bool IsMemory(CounterKind kind) {
  return kind == CounterKind::kDeviceMemory || kind == CounterKind::kDeviceMemoryClass ||
         kind == CounterKind::kHostMemory || kind == CounterKind::kHostMemoryClass;
}

// Any number of bytes above this went below zero.
std::uint64_t MostBytes(CounterKind kind, const Count& capacity) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 63;
  const bool on_device =
      kind == CounterKind::kDeviceMemory || kind == CounterKind::kDeviceMemoryClass;
  return on_device && capacity.has_value() ? capacity.value() : kMost;
}

// The parser does not know the path.
Reading<RawPower> ReadRawPower(const CounterFile& file, ChipFiles* files, UniqueFd* kept) {
  const Reading<RawPower> read = ReadWith(ParseRawPower, file, files, kept);
  return read.Map([&](RawPower power) {
    for (RawPower::Die& die : power.dies) {
      if (die.percent.is_unknown()) {
        die.percent = Reading<double>::Unknown(WithPath(file, *files, die.percent.why()));
      }
    }
    return power;
  });
}

}  // namespace

Reading<ResetState> ReadResetState(const CounterFile& file, ChipFiles* files, UniqueFd* kept) {
  return ReadWith(ParseResetState, file, files, kept);
}

Count ReadNumber(const CounterFile& file, const Count& capacity, ChipFiles* files, UniqueFd* kept) {
  Count number = ReadWith(ParseUnsigned, file, files, kept);
  if (IsMemory(file.kind) && number.has_value() &&
      number.value() > MostBytes(file.kind, capacity)) {
    number = Count::Unknown(absl::DataLossError(
        absl::StrCat(PathOf(file, *files), ": more bytes than there can be: ", number.value())));
  }
  return number;
}

void ReadCounter(const CounterFile& file, const Count& capacity, ChipFiles* files, UniqueFd* kept,
                 ChipCounters* counters) {
  switch (file.kind) {
    case CounterKind::kComponents:
      counters->firmware.components = ReadWith(ParseUnhealthyComponents, file, files, kept);
      break;
    case CounterKind::kHeartbeat:
      counters->firmware.heartbeat = ReadWith(ParseHeartbeat, file, files, kept);
      break;
    case CounterKind::kPower:
      counters->power = ReadWith(ParsePowerUse, file, files, kept);
      break;
    case CounterKind::kRawPower:
      counters->raw_power = ReadRawPower(file, files, kept);
      break;
    case CounterKind::kTensor:
      counters->cores[file.core].tensor = ReadWith(ParseTensorActivity, file, files, kept);
      break;
    default:
      NumberAt(file, counters) = ReadNumber(file, capacity, files, kept);
  }
}

Count Disbelieved(const CounterFile& file, const ChipFiles& files, absl::string_view why) {
  return Count::Unknown(absl::UnavailableError(absl::StrCat(PathOf(file, files), ": ", why)));
}

}  // namespace neuron
