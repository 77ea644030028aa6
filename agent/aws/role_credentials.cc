#include "agent/aws/role_credentials.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "agent/base/excerpt.h"
#include "agent/base/json.h"
#include "proto/ecs_api.pb.h"

namespace neuron {
namespace {

constexpr absl::string_view kSuccess = "Success";

// What may stand in a header.
bool IsHeaderWord(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), absl::ascii_isgraph);
}

// What is wrong with somebody's credentials.
absl::Status Garbage(absl::string_view owner, absl::string_view what) {
  return absl::DataLossError(absl::StrCat("the credentials of the ", owner, "'s role ", what));
}

// `usual_code` stands for one that is not there.
absl::StatusOr<Credentials> Parse(absl::string_view json, absl::string_view owner,
                                  absl::string_view usual_code) {
  ecs_api::RoleCredentials wire;
  if (!ReadJson(json, &wire)) {
    return Garbage(owner, "are not in JSON");
  }
  const absl::string_view code = wire.code().empty() ? usual_code : wire.code();
  if (code != kSuccess) {
    return Garbage(owner, absl::StrCat("come with Code \"", Excerpt(code), "\""));
  }
  if (wire.access_key_id().empty() || wire.secret_access_key().empty()) {
    return Garbage(owner, "lack a key");
  }
  if (!IsHeaderWord(wire.access_key_id()) || !IsHeaderWord(wire.token())) {
    return Garbage(owner, "hold a character that no header can carry");
  }
  absl::Time expiration;
  std::string ignored;
  if (!absl::ParseTime(absl::RFC3339_full, wire.expiration(), &expiration, &ignored)) {
    return Garbage(owner, "have no expiration that can be read");
  }
  Credentials credentials;
  credentials.access_key_id = wire.access_key_id();
  credentials.secret_access_key = Secret(wire.secret_access_key());
  credentials.session_token = Secret(wire.token());
  credentials.expiration = expiration;
  return credentials;
}

}  // namespace

absl::StatusOr<Credentials> ParseRoleCredentials(absl::string_view json) {
  return Parse(json, "instance", "");
}

absl::StatusOr<Credentials> ParseContainerCredentials(absl::string_view json) {
  return Parse(json, "container", kSuccess);
}

}  // namespace neuron
