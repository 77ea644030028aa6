#include "agent/base/ca_bundle.h"

#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace neuron {
namespace {

constexpr const char* kPlaces[] = {
    // Debian, Ubuntu, Alpine, and images built from scratch.
    "/etc/ssl/certs/ca-certificates.crt",
    // Amazon Linux, Bottlerocket, Fedora.
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    // SUSE.
    "/etc/ssl/ca-bundle.pem",
    "/var/lib/ca-certificates/ca-bundle.pem",
    // The BSDs' name, which Alpine and Arch also have.
    "/etc/ssl/cert.pem",
};

}  // namespace

absl::StatusOr<std::string> FindCaBundle(const std::string& root) {
  for (const char* place : kPlaces) {
    std::string path = root + place;
    if (access(path.c_str(), R_OK) == 0) {
      return path;
    }
  }
  return absl::NotFoundError(
      absl::StrCat("no bundle of certificate authorities at ", absl::StrJoin(kPlaces, ", "),
                   ": install ca-certificates, or name a bundle with --ca_bundle"));
}

}  // namespace neuron
