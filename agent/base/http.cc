#include "agent/base/http.h"

#include "absl/strings/match.h"

namespace neuron {

std::string FindHeader(const HttpResponse& response, absl::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (absl::EqualsIgnoreCase(key, name)) {
      return value;
    }
  }
  return "";
}

}  // namespace neuron
