#ifndef AGENT_CLI_CSV_LINE_H_
#define AGENT_CLI_CSV_LINE_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "agent/base/reading.h"

namespace neuron {

// A field of CSV that should say something and cannot.
constexpr char kCsvUnknown[] = "unknown";

// The fields as one line of CSV (RFC 4180) that ends with LF, in printable ASCII: commas between
// them, and quotes round those that have a comma or a quote. Pure.
std::string CsvLine(const std::vector<std::string>& fields);

// A time in RFC 3339 and UTC, to the second; kCsvUnknown for the infinite past.
std::string CsvTime(absl::Time time);

// What `text` makes of the value; empty if it is absent, kCsvUnknown if it is unknown.
template <typename T, typename ToText>
std::string CsvReading(const Reading<T>& reading, ToText text) {
  if (reading.has_value()) {
    return text(reading.value());
  }
  return reading.is_absent() ? "" : kCsvUnknown;
}

// The same of a text as it is.
std::string CsvReading(const Reading<std::string>& reading);

}  // namespace neuron

#endif  // AGENT_CLI_CSV_LINE_H_
