// Fuzzes the body of an ECS failure: whatever it is, one short line without secrets comes out.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/match.h"
#include "agent/aws/ecs_error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  neuron::HttpResponse response;
  response.status = size > 0 ? data[0] + 300 : 500;
  response.body.assign(reinterpret_cast<const char*>(data), size);
  response.headers = {{"X-Amzn-ErrorType", response.body}};
  neuron::Credentials credentials;
  credentials.session_token = neuron::Secret("0123456789abcdefghij");
  const neuron::EcsError error =
      neuron::EcsErrorFromResponse("PutAttributes", {"c", "arn"}, credentials, response);
  const absl::string_view message = error.status.message();
  if (error.status.ok() || absl::StrContains(message, "\n") ||
      absl::StrContains(message, "0123456789abcdef") || message.size() > 4000) {
    std::abort();
  }
  return 0;
}
