#ifndef TESTS_CLI_OUTPUT_TEXT_H_
#define TESTS_CLI_OUTPUT_TEXT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "agent/cli/output.h"

namespace neuron {

// An output that takes all that is written, at the end of `text`, which it borrows.
inline Output AppendTo(std::string* text) {
  return [text](absl::string_view bytes) {
    text->append(bytes.data(), bytes.size());
    return absl::OkStatus();
  };
}

}  // namespace neuron

#endif  // TESTS_CLI_OUTPUT_TEXT_H_
