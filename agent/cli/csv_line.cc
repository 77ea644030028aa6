#include "agent/cli/csv_line.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "agent/cli/text_table.h"

namespace neuron {
namespace {

// RFC 4180 would quote the ends of lines, too; none are printable.
std::string CsvField(const std::string& text) {
  const std::string printable = Printable(text);
  if (printable.find_first_of(",\"") == std::string::npos) {
    return printable;
  }
  return absl::StrCat("\"", absl::StrReplaceAll(printable, {{"\"", "\"\""}}), "\"");
}

}  // namespace

std::string CsvLine(const std::vector<std::string>& fields) {
  const auto append = [](std::string* out, const std::string& field) { *out += CsvField(field); };
  return absl::StrCat(absl::StrJoin(fields, ",", append), "\n");
}

std::string CsvTime(absl::Time time) {
  return time == absl::InfinitePast()
             ? kCsvUnknown
             : absl::FormatTime(absl::RFC3339_sec, time, absl::UTCTimeZone());
}

std::string CsvReading(const Reading<std::string>& reading) {
  return CsvReading(reading, [](const std::string& text) { return text; });
}

}  // namespace neuron
