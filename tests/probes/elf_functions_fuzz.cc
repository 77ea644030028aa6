#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/base/file.h"
#include "probes/elf_functions.h"

// What is found was asked for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const neuron::UniqueFd fd(memfd_create("elf", MFD_CLOEXEC));
  if (write(fd.get(), data, size) != static_cast<ssize_t>(size)) {
    return 0;
  }
  const auto found = neuron::FindFunctions(fd.get(), {"nrt_execute", "f"});
  if (found.ok() && found->size() > found->count("nrt_execute") + found->count("f")) {
    std::abort();
  }
  return 0;
}
