#ifndef TESTS_SIMULATOR_DRIVER_WAITS_H_
#define TESTS_SIMULATOR_DRIVER_WAITS_H_

#include <cstdint>
#include <functional>
#include <map>

namespace neuron::sim {

// Hears what a request ends with, once, at once or later.
using Answer = std::function<void(int result)>;

// Names a request that waits; 0 is none.
using Ticket = std::uint64_t;

// The requests that wait for a chip's reset to end. On one thread.
class Waits {
 public:
  // Goes on with a request: `error` is 0 when the reset has ended, else the errno with which it is
  // cut short.
  using Resume = std::function<void(int error)>;

  Ticket Add(int chip, Resume resume);

  // Those of the chip need not wait any more: its reset has ended (0), or it is gone (an errno).
  // What begins to wait meanwhile goes on waiting.
  void Wake(int chip, int error);

  // Nothing happens if the request does not wait any more.
  void CutShort(Ticket ticket, int error);
  void CutShortAll(int error);

 private:
  struct Waiting {
    int chip;
    Resume resume;
  };

  std::map<Ticket, Waiting> waiting_;
  Ticket last_ = 0;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_WAITS_H_
