#ifndef PROBES_RING_H_
#define PROBES_RING_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

// The reader of a BPF ring buffer: a bounded queue of records from the kernel. One thread.
class Ring {
 public:
  // Called with the bytes of one record, which live only for the call.
  using Take = std::function<void(absl::string_view)>;

  // Reads the ring buffer map behind `map_fd`, which is borrowed. Fails as ErrnoStatus.
  static absl::StatusOr<std::unique_ptr<Ring>> Open(int map_fd, Take take);

  virtual ~Ring() = default;

  // Can be polled: readable while there are records.
  virtual int descriptor() const = 0;

  // Takes what is there, oldest first, without waiting.
  virtual absl::Status Drain() = 0;
};

}  // namespace neuron

#endif  // PROBES_RING_H_
