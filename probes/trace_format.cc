#include "probes/trace_format.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"

namespace neuron {
namespace {

// "u32 nc_id" and "char name[16]" are of nc_id and name.
absl::string_view NameIn(absl::string_view declaration) {
  declaration = declaration.substr(0, declaration.find('['));
  const std::size_t space = declaration.rfind(' ');
  return space == absl::string_view::npos ? "" : declaration.substr(space + 1);
}

// The number in "offset:16", for the key "offset:".
absl::optional<std::size_t> NumberOf(absl::string_view part, absl::string_view key) {
  std::size_t number = 0;
  part = absl::StripAsciiWhitespace(part);
  if (!absl::ConsumePrefix(&part, key) || !absl::SimpleAtoi(part, &number) ||
      number > TraceFormat::kMaxRecord) {
    return absl::nullopt;
  }
  return number;
}

// "field:u32 nc_id;\toffset:12;\tsize:4;\tsigned:0;"
absl::optional<TraceFormat::Field> ParseField(absl::string_view line) {
  const std::vector<absl::string_view> parts = absl::StrSplit(line, ';');
  if (parts.size() < 3) {
    return absl::nullopt;
  }
  const absl::string_view name = NameIn(parts[0]);
  const absl::optional<std::size_t> offset = NumberOf(parts[1], "offset:");
  const absl::optional<std::size_t> size = NumberOf(parts[2], "size:");
  if (name.empty() || !offset.has_value() || !size.has_value() ||
      *offset + *size > TraceFormat::kMaxRecord) {
    return absl::nullopt;
  }
  return TraceFormat::Field{std::string(name), *offset, *size};
}

}  // namespace

absl::StatusOr<std::size_t> TraceFormat::OffsetOf(absl::string_view name, std::size_t size) const {
  for (const Field& field : fields) {
    if (field.name == name && field.size == size) {
      return field.offset;
    }
  }
  return absl::DataLossError(
      absl::StrCat("the tracepoint has no field \"", name, "\" of ", size, " bytes"));
}

absl::StatusOr<TraceFormat> ParseTraceFormat(absl::string_view text) {
  TraceFormat format;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    line = absl::StripAsciiWhitespace(line);
    if (absl::StartsWith(line, "field:")) {
      absl::optional<TraceFormat::Field> field = ParseField(line);
      if (!field.has_value()) {
        return absl::DataLossError(absl::StrCat("not a field of a tracepoint: \"", line, "\""));
      }
      format.fields.push_back(*std::move(field));
    } else if (absl::ConsumePrefix(&line, "ID: ") && !absl::SimpleAtoi(line, &format.id)) {
      return absl::DataLossError(absl::StrCat("not the id of a tracepoint: \"", line, "\""));
    }
  }
  if (format.id == 0) {
    return absl::DataLossError("the tracepoint has no id");
  }
  return format;
}

}  // namespace neuron
