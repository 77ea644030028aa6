#ifndef TESTS_DATASTORE_EXAMPLE_PAGE_H_
#define TESTS_DATASTORE_EXAMPLE_PAGE_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "agent/datastore/datastore_page.h"

namespace neuron {

// The page of a runtime that has counted nothing yet.
inline std::string ExamplePage() {
  std::string page(kCountedBytes, '\0');
  page.replace(0, 3, "nds");
  return page;
}

// Puts a number where the layout has it (neuron-driver.md §6.2).
inline void PutNumber(std::size_t offset, std::uint64_t number, std::string* page) {
  std::memcpy(page->data() + offset, &number, sizeof(number));
}

}  // namespace neuron

#endif  // TESTS_DATASTORE_EXAMPLE_PAGE_H_
