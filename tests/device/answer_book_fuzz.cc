#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/device/answer_book.h"

// A book that is read is the same once it was written and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const neuron::AnswerBook::Edition edition = {"b", "2.24.7.0"};
  const auto book = neuron::AnswerBook::Parse(text, edition);
  if (!book.ok()) {
    return 0;
  }
  const std::string written = book->Format(edition);
  const auto again = neuron::AnswerBook::Parse(written, edition);
  if (!again.ok() || again->Format(edition) != written) {
    std::abort();
  }
  return 0;
}
