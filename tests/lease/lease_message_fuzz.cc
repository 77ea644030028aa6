#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/lease/lease_message.h"

// What is understood is within its bounds, and is understood again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const absl::StatusOr<neuron::LeaseRequest> request = neuron::DecodeLeaseRequest(bytes);
  if (request.ok() && (request->chips < 1 || request->chips > neuron::kMaxChips ||
                       !neuron::DecodeLeaseRequest(neuron::EncodeLeaseRequest(*request)).ok())) {
    std::abort();
  }
  const absl::StatusOr<neuron::LeaseReply> reply = neuron::DecodeLeaseReply(bytes);
  if (reply.ok() && !neuron::DecodeLeaseReply(neuron::EncodeLeaseReply(*reply)).ok()) {
    std::abort();
  }
  return 0;
}
