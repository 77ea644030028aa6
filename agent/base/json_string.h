#ifndef AGENT_BASE_JSON_STRING_H_
#define AGENT_BASE_JSON_STRING_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace neuron {

// The text as a JSON string, quotes included. Bytes beyond ASCII stay what they are.
std::string QuoteJson(absl::string_view text);

// How a JSON string at the beginning of a text goes.
struct JsonStringSpan {
  // Up to and with the closing quote, or up to what is wrong.
  std::size_t length = 0;
  // What is wrong; empty if nothing.
  absl::string_view problem;
};

// REQUIRES: the text begins with a quote.
JsonStringSpan SpanJsonString(absl::string_view text);

// What a string says that SpanJsonString() found well, with its quotes. An escaped surrogate
// without its other half is U+FFFD.
std::string UnquoteJson(absl::string_view spelling);

}  // namespace neuron

#endif  // AGENT_BASE_JSON_STRING_H_
