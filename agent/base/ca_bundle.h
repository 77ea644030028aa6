#ifndef AGENT_BASE_CA_BUNDLE_H_
#define AGENT_BASE_CA_BUNDLE_H_

#include <string>

#include "absl/status/statusor.h"

namespace neuron {

// The path of the host's bundle of certificate authorities: the first that can be read of those
// that the distributions use, below `root` ("" but in tests). The TLS library's own idea of the
// place holds on Debian only.
//
// NotFound if there is none; the message says where it looked and what to do.
absl::StatusOr<std::string> FindCaBundle(const std::string& root);

}  // namespace neuron

#endif  // AGENT_BASE_CA_BUNDLE_H_
