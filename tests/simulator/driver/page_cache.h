#ifndef TESTS_SIMULATOR_DRIVER_PAGE_CACHE_H_
#define TESTS_SIMULATOR_DRIVER_PAGE_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <functional>

namespace neuron::sim {

// The pages of the device nodes that the kernel keeps for those that map them.
class PageCache {
 public:
  virtual ~PageCache() = default;

  // Lets the kernel write back what was stored there and forget the pages, so that every mapping
  // reads anew; then calls `done`, on the thread of all requests, at once or later.
  virtual void Drop(int chip, std::uint64_t offset, std::size_t size,
                    std::function<void()> done) = 0;
};

// Nobody maps anything.
class NoPageCache final : public PageCache {
 public:
  void Drop(int, std::uint64_t, std::size_t, std::function<void()> done) override { done(); }
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_PAGE_CACHE_H_
