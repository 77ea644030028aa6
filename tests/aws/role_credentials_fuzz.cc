// Fuzzes the credentials of the instance's role, and of a container's.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/aws/role_credentials.h"

namespace {

void Judge(const absl::StatusOr<neuron::Credentials>& credentials) {
  if (credentials.ok() ? credentials->secret_access_key.empty()
                       : !absl::IsDataLoss(credentials.status())) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  Judge(neuron::ParseRoleCredentials(text));
  Judge(neuron::ParseContainerCredentials(text));
  return 0;
}
