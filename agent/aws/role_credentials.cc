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

// What may stand in a header.
bool IsHeaderWord(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), absl::ascii_isgraph);
}

absl::Status Garbage(absl::string_view what) {
  return absl::DataLossError(absl::StrCat("the credentials of the instance's role ", what));
}

}  // namespace

absl::StatusOr<Credentials> ParseRoleCredentials(absl::string_view json) {
  ecs_api::RoleCredentials wire;
  if (!ReadJson(json, &wire)) {
    return Garbage("are not in JSON");
  }
  if (wire.code() != "Success") {
    return Garbage(absl::StrCat("come with Code \"", Excerpt(wire.code()), "\""));
  }
  if (wire.access_key_id().empty() || wire.secret_access_key().empty()) {
    return Garbage("lack a key");
  }
  if (!IsHeaderWord(wire.access_key_id()) || !IsHeaderWord(wire.token())) {
    return Garbage("hold a character that no header can carry");
  }
  absl::Time expiration;
  std::string ignored;
  if (!absl::ParseTime(absl::RFC3339_full, wire.expiration(), &expiration, &ignored)) {
    return Garbage("have no expiration that can be read");
  }
  Credentials credentials;
  credentials.access_key_id = wire.access_key_id();
  credentials.secret_access_key = Secret(wire.secret_access_key());
  credentials.session_token = Secret(wire.token());
  credentials.expiration = expiration;
  return credentials;
}

}  // namespace neuron
