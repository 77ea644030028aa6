#include "agent/aws/endpoint.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/base/excerpt.h"
#include "agent/base/status.h"
#include "agent/base/url.h"

namespace neuron {
namespace {

struct Partition {
  absl::string_view region_prefix;
  absl::string_view dns_suffix;
  absl::string_view dual_stack_suffix;
};

constexpr Partition kAws = {"", "amazonaws.com", "api.aws"};

// All but "aws", to which every other region belongs.
constexpr Partition kPartitions[] = {
    {"us-gov-", "amazonaws.com", "api.aws"},
    {"cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn"},
    {"eusc-", "amazonaws.eu", "api.amazonwebservices.eu"},
    {"us-iso-", "c2s.ic.gov", "api.aws.ic.gov"},
    {"us-isob-", "sc2s.sgov.gov", "api.aws.scloud"},
    {"eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"},
    {"us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov"},
};

// A region becomes part of a host name.
bool IsRegion(absl::string_view text) {
  return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
         });
}

const Partition& PartitionOf(absl::string_view region) {
  for (const Partition& partition : kPartitions) {
    if (absl::StartsWith(region, partition.region_prefix)) {
      return partition;
    }
  }
  return kAws;
}

}  // namespace

absl::StatusOr<std::string> EcsEndpoint(absl::string_view region, EndpointVariant variant) {
  if (!IsRegion(region)) {
    return absl::InvalidArgumentError(
        absl::StrCat("not an AWS region: \"", Excerpt(region), "\"; want one like us-east-1"));
  }
  const Partition& partition = PartitionOf(region);
  return absl::StrCat(variant.fips ? "https://ecs-fips." : "https://ecs.", region, ".",
                      variant.dual_stack ? partition.dual_stack_suffix : partition.dns_suffix);
}

absl::StatusOr<std::string> CustomEndpoint(absl::string_view url) {
  NEURON_ASSIGN_OR_RETURN(const Url parts, ParseUrl(url));
  if (parts.scheme == Url::Scheme::kUnix || parts.target != "/") {
    return absl::InvalidArgumentError(absl::StrCat("not an endpoint: \"", WithoutQuery(url),
                                                   "\"; want http://host:port or https://host"));
  }
  return std::string(absl::StripSuffix(url, "/"));
}

}  // namespace neuron
