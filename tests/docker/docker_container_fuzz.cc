// Fuzzes the answers of a Docker engine: one container, a list, events.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/string_view.h"
#include "agent/docker/docker_container.h"

namespace {

void ExpectDataLoss(const absl::Status& status) {
  if (!status.ok() && !absl::IsDataLoss(status)) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const auto container = neuron::ParseDockerContainer(text);
  ExpectDataLoss(container.status());
  if (container.ok() && container->id.size() != 64) {
    std::abort();
  }
  ExpectDataLoss(neuron::ParseDockerList(text).status());
  ExpectDataLoss(neuron::CountDockerEvents(text).status());
  return 0;
}
