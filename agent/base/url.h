#ifndef AGENT_BASE_URL_H_
#define AGENT_BASE_URL_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

// The parts of an address that HttpTransport takes.
struct Url {
  enum class Scheme { kHttp, kHttps, kUnix };

  Scheme scheme = Scheme::kHttp;
  // A name or a numeric address, IPv6 without its brackets. Empty for kUnix.
  std::string host;
  // 80 or 443 if the URL names none.
  std::uint16_t port = 0;
  // For kUnix.
  std::string socket_path;
  // Path and query; begins with a slash.
  std::string target = "/";
};

// Takes http://host[:port][/path][?query], https://... and unix:/path/of/socket:/path[?query].
//
// InvalidArgument for anything else: also for a user name, a fragment, a space or a control
// character, a byte beyond ASCII, and a socket's path of over 107 bytes. The message is one line
// and holds neither the query nor what stands before an @.
absl::StatusOr<Url> ParseUrl(absl::string_view text);

// What the Host header says: the host, and the port if it is not the scheme's own. "localhost" for
// kUnix, where servers want a name but not which.
std::string HostHeader(const Url& url);

// A URL, valid or not, fit for a message: escaped, without its query, a user name or a password.
std::string WithoutQuery(absl::string_view url);

}  // namespace neuron

#endif  // AGENT_BASE_URL_H_
