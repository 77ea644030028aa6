#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "agent/base/json_parser.h"
#include "agent/base/json_text.h"

namespace {

void Require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

}  // namespace

// What is read is written as it was, and on one line says the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto values = neuron::ParseJson(text);
  if (!values.ok()) {
    return 0;
  }
  std::string lines;
  for (const neuron::JsonValue& value : *values) {
    lines += neuron::JsonOneLine(value);
  }
  const auto again = neuron::ParseJson(lines);
  Require(again.ok() && again->size() == values->size());
  for (std::size_t i = 0; i < values->size(); ++i) {
    Require(neuron::JsonOneLine((*again)[i]) == neuron::JsonOneLine((*values)[i]));
  }
  if (values->size() == 1) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    const std::size_t end = text.find_last_not_of(" \t\r\n");
    Require(neuron::JsonDocument(values->front()) == text.substr(begin, end - begin + 1) + "\n");
  }
  return 0;
}
