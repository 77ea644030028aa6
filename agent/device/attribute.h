#ifndef AGENT_DEVICE_ATTRIBUTE_H_
#define AGENT_DEVICE_ATTRIBUTE_H_

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "agent/base/file.h"
#include "agent/base/reading.h"

namespace neuron {

// DataLoss that says what an attribute should have held and quotes the start of what it did hold.
absl::Status Unexpected(absl::string_view expected, absl::string_view bytes);

// The value, or unknown for its reason.
template <typename T>
Reading<T> ReadingOf(absl::StatusOr<T> value) {
  return value.ok() ? Reading<T>(*std::move(value)) : Reading<T>::Unknown(value.status());
}

// A sysfs attribute, read and parsed: `parse` makes a Reading of the bytes. No such file or, once
// the module is gone, no such device: absent. A read that fails, or bytes that `parse` does not
// know: unknown, with the path in the reason.
template <typename Parse>
auto ReadAttribute(const std::string& path, Parse parse) -> decltype(parse(absl::string_view())) {
  using Result = decltype(parse(absl::string_view()));
  const absl::StatusOr<std::string> bytes = ReadFile(path);
  if (!bytes.ok()) {
    return absl::IsNotFound(bytes.status()) ? Result::Absent() : Result::Unknown(bytes.status());
  }
  Result value = parse(*bytes);
  if (value.is_unknown()) {
    return Result::Unknown(
        absl::Status(value.why().code(), absl::StrCat(path, ": ", value.why().message())));
  }
  return value;
}

}  // namespace neuron

#endif  // AGENT_DEVICE_ATTRIBUTE_H_
