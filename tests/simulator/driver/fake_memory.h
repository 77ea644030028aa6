#ifndef TESTS_SIMULATOR_DRIVER_FAKE_MEMORY_H_
#define TESTS_SIMULATOR_DRIVER_FAKE_MEMORY_H_

#include <cstring>
#include <map>
#include <string>

#include "tests/simulator/driver/caller_memory.h"

namespace neuron::sim {

// A few mapped pieces of a caller's memory, by their addresses. What is not in one of them cannot
// be reached.
class FakeMemory final : public CallerMemory {
 public:
  std::map<std::uint64_t, std::string> pieces;

  bool Read(std::uint64_t address, void* bytes, std::size_t size) override {
    const char* place = Find(address, size);
    if (place != nullptr) std::memcpy(bytes, place, size);
    return place != nullptr;
  }

  bool Write(std::uint64_t address, const void* bytes, std::size_t size) override {
    char* place = Find(address, size);
    if (place != nullptr) std::memcpy(place, bytes, size);
    return place != nullptr;
  }

 private:
  char* Find(std::uint64_t address, std::size_t size) {
    auto piece = pieces.upper_bound(address);
    if (piece == pieces.begin()) return nullptr;
    --piece;
    const std::uint64_t begin = address - piece->first;
    return begin + size <= piece->second.size() ? piece->second.data() + begin : nullptr;
  }
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_FAKE_MEMORY_H_
