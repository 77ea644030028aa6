#include "tests/device/counted_allocations.h"

#include <atomic>
#include <cstdlib>
#include <new>

#include "absl/base/config.h"

namespace {

std::atomic<std::size_t> count{0};

}  // namespace

#ifdef ABSL_HAVE_THREAD_SANITIZER

// ThreadSanitizer's own operators cannot be replaced. This it calls for malloc as well.
extern "C" void __sanitizer_malloc_hook(const volatile void*, std::size_t) { ++count; }

#else

void* operator new(std::size_t size) {
  ++count;
  if (void* const memory = std::malloc(size)) {
    return memory;
  }
  std::abort();
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

#endif

namespace neuron {

std::size_t CountedAllocations() { return count; }

}  // namespace neuron
