#include "agent/aws/container_endpoint.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/base/excerpt.h"
#include "agent/base/url.h"

namespace neuron {
namespace {

constexpr absl::string_view kEcs = "http://169.254.170.2";
constexpr const char* kTrustedV4[] = {"169.254.170.2", "169.254.170.23"};
constexpr const char* kTrustedV6[] = {"::1", "fd00:ec2::23"};

using Address4 = std::array<unsigned char, 4>;
using Address6 = std::array<unsigned char, 16>;

// False if the text is no such address.
template <typename Address>
bool Read(int family, const std::string& text, Address* address) {
  return inet_pton(family, text.c_str(), address->data()) == 1;
}

template <typename Address, typename Texts>
bool IsOneOf(int family, const Address& address, const Texts& texts) {
  return std::any_of(std::begin(texts), std::end(texts), [&](const char* text) {
    Address trusted;
    return Read(family, text, &trusted) && trusted == address;
  });
}

// Whether what is sent there unencrypted does not leave the host's own links.
bool IsTrusted(const std::string& host) {
  Address4 v4;
  if (Read(AF_INET, host, &v4)) {
    return v4[0] == 127 || IsOneOf(AF_INET, v4, kTrustedV4);
  }
  Address6 v6;
  if (Read(AF_INET6, host, &v6)) {
    return IsOneOf(AF_INET6, v6, kTrustedV6);
  }
  return absl::EqualsIgnoreCase(host, "localhost");
}

}  // namespace

absl::StatusOr<Secret> RelativeContainerUrl(absl::string_view path) {
  const std::string url = absl::StrCat(kEcs, path);
  if (!absl::StartsWith(path, "/") || !ParseUrl(url).ok()) {
    return absl::InvalidArgumentError(
        "not a path; want one like /v2/credentials/..., as the ECS agent sets it");
  }
  return Secret(url);
}

absl::StatusOr<Secret> FullContainerUrl(absl::string_view url) {
  const absl::StatusOr<Url> parts = ParseUrl(url);
  if (!parts.ok() || parts->scheme == Url::Scheme::kUnix) {
    return absl::InvalidArgumentError("not a URL; want https://host/path");
  }
  if (parts->scheme == Url::Scheme::kHttp && !IsTrusted(parts->host)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "credentials would come unencrypted from ", Excerpt(parts->host),
        "; want https, or http to loopback, 169.254.170.2, 169.254.170.23 or [fd00:ec2::23]"));
  }
  return Secret(std::string(url));
}

absl::Status CheckContainerToken(absl::string_view token) {
  if (token.empty() || !std::all_of(token.begin(), token.end(), absl::ascii_isprint)) {
    return absl::InvalidArgumentError(
        "not what a header can carry; want one line of text without its end");
  }
  return absl::OkStatus();
}

}  // namespace neuron
