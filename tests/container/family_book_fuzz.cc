// Fuzzes the book of task definitions: what is read is written, and read as the same again.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "agent/container/family_book.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  neuron::FamilyBook book;
  book.Read({reinterpret_cast<const char*>(data), size});
  const std::string text = book.Text();
  neuron::FamilyBook again;
  if (!again.Read(text).empty() || again.Text() != text) {
    std::abort();
  }
  return 0;
}
