#ifndef PROBES_TRACE_FORMAT_H_
#define PROBES_TRACE_FORMAT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

// Where the fields of a tracepoint's record stand.
struct TraceFormat {
  // The largest record that the kernel makes, in bytes.
  static constexpr std::size_t kMaxRecord = 8192;

  struct Field {
    std::string name;
    // In bytes, from the beginning of the record.
    std::size_t offset = 0;
    std::size_t size = 0;
  };

  // By which the kernel knows the tracepoint.
  unsigned id = 0;
  // In the order of the record.
  std::vector<Field> fields;

  // Where the field of this name and size stands. DataLoss, naming the field, if there is none of
  // that name, or if it has another size.
  absl::StatusOr<std::size_t> OffsetOf(absl::string_view name, std::size_t size) const;
};

// What <tracefs>/events/<group>/<name>/format says: a pure function. DataLoss, with the line, if a
// field's line is not understood or its field ends beyond the largest record; DataLoss if there is
// no id.
absl::StatusOr<TraceFormat> ParseTraceFormat(absl::string_view text);

}  // namespace neuron

#endif  // PROBES_TRACE_FORMAT_H_
