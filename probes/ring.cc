#include "probes/ring.h"

#include <bpf/libbpf.h>

#include <cerrno>
#include <cstddef>
#include <utility>

#include "agent/base/status.h"

namespace neuron {
namespace {

class KernelRing : public Ring {
 public:
  explicit KernelRing(Take take) : take_(std::move(take)) {}
  ~KernelRing() override { ring_buffer__free(ring_); }

  absl::Status Map(int map_fd) {
    ring_ = ring_buffer__new(map_fd, &KernelRing::OnRecord, this, nullptr);
    return ring_ != nullptr ? absl::OkStatus() : ErrnoStatus(errno, "map the ring buffer");
  }

  int descriptor() const override { return ring_buffer__epoll_fd(ring_); }

  absl::Status Drain() override {
    const int taken = ring_buffer__consume(ring_);
    return taken >= 0 ? absl::OkStatus() : ErrnoStatus(-taken, "read the ring buffer");
  }

 private:
  static int OnRecord(void* self, void* data, std::size_t size) {
    static_cast<KernelRing*>(self)->take_({static_cast<const char*>(data), size});
    return 0;
  }

  const Take take_;
  ring_buffer* ring_ = nullptr;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Ring>> Ring::Open(int map_fd, Take take) {
  auto ring = std::make_unique<KernelRing>(std::move(take));
  NEURON_RETURN_IF_ERROR(ring->Map(map_fd));
  return ring;
}

}  // namespace neuron
