#ifndef AGENT_TELEMETRY_UTF8_H_
#define AGENT_TELEMETRY_UTF8_H_

#include <string>

#include "absl/strings/string_view.h"

namespace neuron {

// `bytes` as text that a protobuf string may hold: what is not well-formed UTF-8 becomes U+FFFD,
// byte by byte, and the rest stays.
//
// A process may call itself whatever it likes, and the kernel cuts its name within a character; one
// such byte would make every reader refuse the whole message.
std::string ValidUtf8(absl::string_view bytes);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_UTF8_H_
