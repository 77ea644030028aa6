#include "agent/aws_flags.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <initializer_list>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "agent/aws/container_endpoint.h"
#include "agent/aws/secret.h"
#include "agent/base/excerpt.h"
#include "agent/base/status.h"
#include "gflags/gflags.h"

DEFINE_string(introspection_url, "http://127.0.0.1:51678",
              "the ECS agent's introspection endpoint");
DEFINE_string(imds_url, "",
              "the instance metadata service; empty: AWS_EC2_METADATA_SERVICE_ENDPOINT, or "
              "http://169.254.169.254");
DEFINE_string(ecs_endpoint, "",
              "the ECS endpoint; empty: AWS_ENDPOINT_URL_ECS, AWS_ENDPOINT_URL, or the region's");
DEFINE_string(region, "",
              "the AWS region; empty: AWS_REGION, AWS_DEFAULT_REGION, or that of the container "
              "instance's ARN");
DEFINE_string(ca_bundle, "",
              "the certificates that sign servers'; empty: where distributions keep them");

namespace neuron {
namespace {

constexpr char kRelativeUri[] = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
constexpr char kFullUri[] = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
constexpr char kTokenFile[] = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
constexpr char kToken[] = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
constexpr char kImdsMode[] = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE";
constexpr char kImdsIpv4[] = "http://169.254.169.254";
constexpr char kImdsIpv6[] = "http://[fd00:ec2::254]";

// A value and where it comes from: "--region", "AWS_REGION", or "" for a default.
struct Setting {
  std::string source;
  std::string value;
};

// The flag, or the first of these variables that is set and not empty, or the default.
Setting FirstOf(absl::string_view flag, const std::string& given,
                std::initializer_list<const char*> variables, absl::string_view otherwise) {
  if (!given.empty()) {
    return {absl::StrCat("--", flag), given};
  }
  for (const char* variable : variables) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value != '\0') {
      return {variable, value};
    }
  }
  return {"", std::string(otherwise)};
}

std::string Environment(const char* variable) { return FirstOf("", "", {variable}, "").value; }

absl::Status Bad(absl::string_view source, const absl::Status& why) {
  return absl::InvalidArgumentError(absl::StrCat("bad value of ", source, ": ", why.message()));
}

// False if it is not set.
absl::StatusOr<bool> Truth(const char* variable) {
  const std::string value = Environment(variable);
  if (value.empty() || absl::EqualsIgnoreCase(value, "false")) {
    return false;
  }
  if (absl::EqualsIgnoreCase(value, "true")) {
    return true;
  }
  return absl::InvalidArgumentError(absl::StrCat("bad value of ", variable, ": \"", Excerpt(value),
                                                 "\"; true or false expected"));
}

absl::StatusOr<std::string> ParseEndpoint(const Setting& setting) {
  absl::StatusOr<std::string> endpoint = CustomEndpoint(setting.value);
  return endpoint.ok() ? endpoint : Bad(setting.source, endpoint.status());
}

absl::Status ReadRegion(AwsOptions* options) {
  const Setting region = FirstOf("region", FLAGS_region, {"AWS_REGION", "AWS_DEFAULT_REGION"}, "");
  if (!region.value.empty()) {
    const absl::Status status = EcsEndpoint(region.value).status();
    if (!status.ok()) {
      return Bad(region.source, status);
    }
  }
  options->region = region.value;
  return absl::OkStatus();
}

absl::StatusOr<Setting> FindEcsEndpoint() {
  NEURON_ASSIGN_OR_RETURN(const bool ignored, Truth("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"));
  if (ignored) {
    return FirstOf("ecs_endpoint", FLAGS_ecs_endpoint, {}, "");
  }
  return FirstOf("ecs_endpoint", FLAGS_ecs_endpoint, {"AWS_ENDPOINT_URL_ECS", "AWS_ENDPOINT_URL"},
                 "");
}

absl::Status ReadEcsEndpoint(AwsOptions* options) {
  NEURON_ASSIGN_OR_RETURN(options->variant.fips, Truth("AWS_USE_FIPS_ENDPOINT"));
  NEURON_ASSIGN_OR_RETURN(options->variant.dual_stack, Truth("AWS_USE_DUALSTACK_ENDPOINT"));
  NEURON_ASSIGN_OR_RETURN(const Setting given, FindEcsEndpoint());
  if (given.value.empty()) {
    return absl::OkStatus();
  }
  if (options->variant.fips || options->variant.dual_stack) {
    return absl::InvalidArgumentError(absl::StrCat(
        given.source, " and ",
        options->variant.fips ? "AWS_USE_FIPS_ENDPOINT" : "AWS_USE_DUALSTACK_ENDPOINT",
        " exclude each other: an endpoint that is given is used as it is; leave out one of them"));
  }
  NEURON_ASSIGN_OR_RETURN(options->ecs_endpoint, ParseEndpoint(given));
  return absl::OkStatus();
}

// Where the metadata service is if no address is given.
absl::StatusOr<std::string> UsualImds() {
  const std::string mode = Environment(kImdsMode);
  if (mode.empty() || absl::EqualsIgnoreCase(mode, "IPv4")) {
    return std::string(kImdsIpv4);
  }
  if (absl::EqualsIgnoreCase(mode, "IPv6")) {
    return std::string(kImdsIpv6);
  }
  return absl::InvalidArgumentError(
      absl::StrCat("bad value of ", kImdsMode, ": \"", Excerpt(mode), "\"; IPv4 or IPv6 expected"));
}

absl::Status ReadHostEndpoints(AwsOptions* options) {
  NEURON_ASSIGN_OR_RETURN(options->introspection_url,
                          ParseEndpoint({"--introspection_url", FLAGS_introspection_url}));
  NEURON_ASSIGN_OR_RETURN(const std::string usual, UsualImds());
  NEURON_ASSIGN_OR_RETURN(options->imds_url,
                          ParseEndpoint(FirstOf("imds_url", FLAGS_imds_url,
                                                {"AWS_EC2_METADATA_SERVICE_ENDPOINT"}, usual)));
  return absl::OkStatus();
}

absl::Status ReadTrust(AwsOptions* options) {
  if (!FLAGS_ca_bundle.empty() && access(FLAGS_ca_bundle.c_str(), R_OK) != 0) {
    const absl::Status status = ErrnoStatus(errno, absl::StrCat("--ca_bundle=", FLAGS_ca_bundle));
    return absl::InvalidArgumentError(
        absl::StrCat(status.message(), "; name a file with PEM certificates, or leave it out"));
  }
  options->ca_bundle = FLAGS_ca_bundle;
  return absl::OkStatus();
}

absl::Status ReadContainer(CredentialsSources* sources) {
  const Setting uri = FirstOf("", "", {kRelativeUri, kFullUri}, "");
  if (uri.value.empty()) {
    return absl::OkStatus();
  }
  absl::StatusOr<Secret> url =
      uri.source == kRelativeUri ? RelativeContainerUrl(uri.value) : FullContainerUrl(uri.value);
  if (!url.ok()) {
    return Bad(uri.source, url.status());
  }
  ContainerEndpoint endpoint;
  endpoint.url = *std::move(url);
  endpoint.token_file = Environment(kTokenFile);
  endpoint.token = Secret(Environment(kToken));
  if (endpoint.token_file.empty() && !endpoint.token.empty()) {
    const absl::Status status = CheckContainerToken(endpoint.token.Reveal());
    if (!status.ok()) {
      return Bad(kToken, status);
    }
  }
  sources->container = std::move(endpoint);
  return absl::OkStatus();
}

absl::Status ReadCredentials(CredentialsSources* sources) {
  sources->keys.access_key_id = Environment("AWS_ACCESS_KEY_ID");
  sources->keys.secret_access_key = Secret(Environment("AWS_SECRET_ACCESS_KEY"));
  sources->keys.session_token = Secret(Environment("AWS_SESSION_TOKEN"));
  NEURON_RETURN_IF_ERROR(ReadContainer(sources));
  NEURON_ASSIGN_OR_RETURN(const bool disabled, Truth("AWS_EC2_METADATA_DISABLED"));
  sources->instance_metadata = !disabled;
  return absl::OkStatus();
}

}  // namespace

std::vector<std::string> AwsFlagNames() {
  return {"ecs_endpoint", "region", "imds_url", "introspection_url", "ca_bundle"};
}

absl::StatusOr<AwsOptions> AwsOptionsFromFlags() {
  AwsOptions options;
  NEURON_RETURN_IF_ERROR(ReadRegion(&options));
  NEURON_RETURN_IF_ERROR(ReadEcsEndpoint(&options));
  NEURON_RETURN_IF_ERROR(ReadHostEndpoints(&options));
  NEURON_RETURN_IF_ERROR(ReadTrust(&options));
  NEURON_RETURN_IF_ERROR(ReadCredentials(&options.credentials));
  return options;
}

}  // namespace neuron
