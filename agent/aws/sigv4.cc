#include "agent/aws/sigv4.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <map>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/base/status.h"
#include "agent/base/url.h"

namespace neuron {
namespace {

constexpr absl::string_view kAlgorithm = "AWS4-HMAC-SHA256";

// By name in lower case, which is the order they are signed in.
using SignedHeaders = std::map<std::string, std::string>;

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string HexSha256(absl::string_view text) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(Bytes(text), text.size(), reinterpret_cast<unsigned char*>(digest.data()));
  return absl::BytesToHexString(digest);
}

std::string HmacSha256(absl::string_view key, absl::string_view text) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), Bytes(text), text.size(),
       reinterpret_cast<unsigned char*>(digest.data()), nullptr);
  return digest;
}

std::string FormatTime(absl::string_view format, absl::Time time) {
  return absl::FormatTime(format, time, absl::UTCTimeZone());
}

SignedHeaders HeadersToSign(const HttpRequest& request, const Url& url) {
  SignedHeaders headers = {{"host", HostHeader(url)}};
  for (const auto& [name, value] : request.headers) {
    std::string one_spaced = value;
    absl::RemoveExtraAsciiWhitespace(&one_spaced);
    const auto [header, is_new] = headers.try_emplace(absl::AsciiStrToLower(name), one_spaced);
    if (!is_new) {
      absl::StrAppend(&header->second, ",", one_spaced);
    }
  }
  return headers;
}

std::string NamesOf(const SignedHeaders& headers) {
  return absl::StrJoin(headers, ";",
                       [](std::string* out, const auto& header) { out->append(header.first); });
}

std::string CanonicalRequest(const HttpRequest& request, const Url& url,
                             const SignedHeaders& headers) {
  std::string lines;
  for (const auto& [name, value] : headers) {
    absl::StrAppend(&lines, name, ":", value, "\n");
  }
  return absl::StrCat(request.method, "\n", url.target, "\n\n", lines, "\n", NamesOf(headers), "\n",
                      HexSha256(request.body));
}

std::string SigningKey(const Secret& secret, absl::string_view date, absl::string_view region,
                       absl::string_view service) {
  const std::string date_key = HmacSha256(absl::StrCat("AWS4", secret.Reveal()), date);
  return HmacSha256(HmacSha256(HmacSha256(date_key, region), service), "aws4_request");
}

}  // namespace

absl::StatusOr<HttpRequest> SignV4(HttpRequest request, const Credentials& credentials,
                                   absl::string_view region, absl::string_view service,
                                   absl::Time time) {
  NEURON_ASSIGN_OR_RETURN(const Url url, ParseUrl(request.url));
  if (absl::StrContains(url.target, '?')) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot sign a query: ", WithoutQuery(request.url)));
  }
  const std::string moment = FormatTime("%Y%m%dT%H%M%SZ", time);
  request.headers.emplace_back("X-Amz-Date", moment);
  if (!credentials.session_token.empty()) {
    request.headers.emplace_back("X-Amz-Security-Token", credentials.session_token.Reveal());
  }
  const std::string date = moment.substr(0, 8);
  const std::string scope = absl::StrJoin(
      {absl::string_view(date), region, service, absl::string_view("aws4_request")}, "/");
  const SignedHeaders headers = HeadersToSign(request, url);
  const std::string to_sign = absl::StrCat(kAlgorithm, "\n", moment, "\n", scope, "\n",
                                           HexSha256(CanonicalRequest(request, url, headers)));
  const std::string signature = absl::BytesToHexString(
      HmacSha256(SigningKey(credentials.secret_access_key, date, region, service), to_sign));
  request.headers.emplace_back(
      "Authorization",
      absl::StrCat(kAlgorithm, " Credential=", credentials.access_key_id, "/", scope,
                   ", SignedHeaders=", NamesOf(headers), ", Signature=", signature));
  return request;
}

}  // namespace neuron
