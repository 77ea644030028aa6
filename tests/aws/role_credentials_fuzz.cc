// Fuzzes the credentials of the instance's role.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/aws/role_credentials.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto credentials =
      neuron::ParseRoleCredentials({reinterpret_cast<const char*>(data), size});
  if (credentials.ok() ? credentials->secret_access_key.empty()
                       : !absl::IsDataLoss(credentials.status())) {
    std::abort();
  }
  return 0;
}
