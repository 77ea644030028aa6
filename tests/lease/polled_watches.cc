#include "tests/lease/polled_watches.h"

#include <poll.h>

#include <utility>
#include <vector>

namespace neuron {

class PolledWatches::Entry : public DescriptorWatch {
 public:
  Entry(PolledWatches* watches, int descriptor) : watches_(watches), descriptor_(descriptor) {}
  ~Entry() override { watches_->callbacks_.erase(descriptor_); }

 private:
  PolledWatches* const watches_;
  const int descriptor_;
};

std::unique_ptr<DescriptorWatch> PolledWatches::Watch(int descriptor,
                                                      std::function<void()> callback) {
  callbacks_[descriptor] = std::move(callback);
  return std::make_unique<Entry>(this, descriptor);
}

void PolledWatches::Poll() {
  std::vector<pollfd> polled;
  for (const auto& entry : callbacks_) {
    polled.push_back({entry.first, POLLIN, 0});
  }
  poll(polled.data(), polled.size(), 0);
  for (const pollfd& each : polled) {
    const auto found = callbacks_.find(each.fd);
    if (each.revents != 0 && found != callbacks_.end()) {
      const std::function<void()> callback = found->second;
      callback();
    }
  }
}

}  // namespace neuron
