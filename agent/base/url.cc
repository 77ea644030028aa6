#include "agent/base/url.h"

#include <sys/un.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace neuron {
namespace {

constexpr std::size_t kMaxSocketPath = sizeof(sockaddr_un::sun_path) - 1;

bool IsHostByte(unsigned char c) {
  return absl::ascii_isalnum(c) || c == '-' || c == '.' || c == '_';
}
bool IsIpv6Byte(unsigned char c) { return absl::ascii_isxdigit(c) || c == ':' || c == '.'; }

bool IsAll(absl::string_view text, bool (*is)(unsigned char)) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is);
}

bool ParsePort(absl::string_view text, std::uint16_t* port) {
  std::uint32_t number = 0;
  if (!IsAll(text, absl::ascii_isdigit) || !absl::SimpleAtoi(text, &number) || number == 0 ||
      number > 65535) {
    return false;
  }
  *port = static_cast<std::uint16_t>(number);
  return true;
}

// "host", "host:port", "[v6]" or "[v6]:port".
bool ParseAuthority(absl::string_view text, Url* url) {
  const bool bracketed = absl::ConsumePrefix(&text, "[");
  const std::size_t end = bracketed ? text.find(']') : std::min(text.find(':'), text.size());
  if (end == absl::string_view::npos) {
    return false;
  }
  const absl::string_view host = text.substr(0, end);
  url->host = std::string(host);
  text.remove_prefix(end + (bracketed ? 1 : 0));
  if (!IsAll(host, bracketed ? IsIpv6Byte : IsHostByte)) {
    return false;
  }
  return text.empty() || (absl::ConsumePrefix(&text, ":") && ParsePort(text, &url->port));
}

bool ParseNetwork(absl::string_view text, Url* url) {
  const std::size_t authority_end = std::min(text.find_first_of("/?"), text.size());
  const absl::string_view target = text.substr(authority_end);
  url->target = absl::StartsWith(target, "/") ? std::string(target) : absl::StrCat("/", target);
  return ParseAuthority(text.substr(0, authority_end), url);
}

bool ParseUnix(absl::string_view text, Url* url) {
  const std::size_t path_end = text.find(":/");
  if (!absl::StartsWith(text, "/") || path_end == absl::string_view::npos ||
      path_end > kMaxSocketPath) {
    return false;
  }
  url->socket_path = std::string(text.substr(0, path_end));
  url->target = std::string(text.substr(path_end + 1));
  return true;
}

bool Parse(absl::string_view text, Url* url) {
  if (!IsAll(text, absl::ascii_isgraph) || absl::StrContains(text, '#')) {
    return false;
  }
  if (absl::ConsumePrefix(&text, "http://")) {
    url->port = 80;
    return ParseNetwork(text, url);
  }
  if (absl::ConsumePrefix(&text, "https://")) {
    url->scheme = Url::Scheme::kHttps;
    url->port = 443;
    return ParseNetwork(text, url);
  }
  url->scheme = Url::Scheme::kUnix;
  return absl::ConsumePrefix(&text, "unix:") && ParseUnix(text, url);
}

}  // namespace

absl::StatusOr<Url> ParseUrl(absl::string_view text) {
  Url url;
  if (!Parse(text, &url)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "not a URL: \"", WithoutQuery(text),
        "\"; want http://host[:port]/path, https://... or unix:/path/of/socket:/path"));
  }
  return url;
}

std::string HostHeader(const Url& url) {
  if (url.scheme == Url::Scheme::kUnix) {
    return "localhost";
  }
  const std::string host =
      absl::StrContains(url.host, ':') ? absl::StrCat("[", url.host, "]") : url.host;
  const std::uint16_t usual = url.scheme == Url::Scheme::kHttps ? 443 : 80;
  return url.port == usual ? host : absl::StrCat(host, ":", url.port);
}

std::string WithoutQuery(absl::string_view url) {
  const absl::string_view address = url.substr(0, url.find_first_of("?#"));
  const std::size_t scheme = address.find("://");
  const std::size_t user_end = address.rfind('@');
  if (user_end == absl::string_view::npos) {
    return absl::CHexEscape(address);
  }
  const absl::string_view kept =
      scheme < user_end ? address.substr(0, scheme + 3) : absl::string_view();
  return absl::CHexEscape(absl::StrCat(kept, address.substr(user_end + 1)));
}

}  // namespace neuron
