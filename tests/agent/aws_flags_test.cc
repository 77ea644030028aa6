#include "agent/aws_flags.h"

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gflags/gflags.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using Settings = std::vector<std::pair<std::string, std::string>>;

// A part of the environment, which is given back.
class Environment {
 public:
  explicit Environment(const Settings& variables) : variables_(variables) {
    for (const auto& variable : variables_) {
      setenv(variable.first.c_str(), variable.second.c_str(), 1);
    }
  }
  ~Environment() {
    for (const auto& variable : variables_) {
      unsetenv(variable.first.c_str());
    }
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  const Settings variables_;
};

absl::StatusOr<AwsOptions> Read(const Settings& variables, const Settings& flags = {}) {
  const Environment environment(variables);
  const gflags::FlagSaver saver;
  for (const auto& flag : flags) {
    gflags::SetCommandLineOption(flag.first.c_str(), flag.second.c_str());
  }
  return AwsOptionsFromFlags();
}

// The one line that refuses these variables, which names `what` and is not told the secret.
std::string Refusal(const Settings& variables, const std::string& what,
                    const Settings& flags = {}) {
  const absl::Status status = Read(variables, flags).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
  const std::string message(status.message());
  EXPECT_EQ(message.find('\n'), std::string::npos) << message;
  EXPECT_TRUE(absl::StrContains(message, what)) << message;
  EXPECT_FALSE(absl::StrContains(message, "hush")) << message;
  return message;
}

TEST(AwsFlags, TakeTheEnvironmentWhereThereIsNoFlag) {
  const auto second = Read({{"AWS_DEFAULT_REGION", "us-west-2"},
                            {"AWS_ENDPOINT_URL", "http://localhost:4"},
                            {"AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://localhost:5/"}});
  EXPECT_EQ(second->region, "us-west-2");
  EXPECT_EQ(second->ecs_endpoint, "http://localhost:4");
  EXPECT_EQ(second->imds_url, "http://localhost:5");

  const Settings all = {{"AWS_REGION", "eu-west-1"},
                        {"AWS_DEFAULT_REGION", "us-west-2"},
                        {"AWS_ENDPOINT_URL_ECS", "http://localhost:6"},
                        {"AWS_ENDPOINT_URL", "http://localhost:4"},
                        {"AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://localhost:5"}};
  EXPECT_EQ(Read(all)->region, "eu-west-1");
  EXPECT_EQ(Read(all)->ecs_endpoint, "http://localhost:6");

  const auto flags = Read(all, {{"region", "us-east-1"},
                                {"ecs_endpoint", "http://localhost:7"},
                                {"imds_url", "http://localhost:8"}});
  EXPECT_EQ(flags->region, "us-east-1");
  EXPECT_EQ(flags->ecs_endpoint, "http://localhost:7");
  EXPECT_EQ(flags->imds_url, "http://localhost:8");
}

TEST(AwsFlags, TakeAnEmptyVariableForNone) {
  const auto options =
      Read({{"AWS_REGION", ""}, {"AWS_DEFAULT_REGION", "us-west-2"}, {"AWS_ENDPOINT_URL", ""}});
  EXPECT_EQ(options->region, "us-west-2");
  EXPECT_EQ(options->ecs_endpoint, "");
}

TEST(AwsFlags, NameWhatHasABadValue) {
  for (const char* variable : {"AWS_REGION", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_ECS",
                               "AWS_EC2_METADATA_SERVICE_ENDPOINT"}) {
    Refusal({{variable, "non sense"}}, absl::StrCat("bad value of ", variable));
  }
  Refusal({}, "--ecs_endpoint", {{"ecs_endpoint", "http://user:hush@host/path?key=hush"}});
}

TEST(AwsFlags, TakeTheKeysOfTheEnvironment) {
  const auto options = Read({{"AWS_ACCESS_KEY_ID", "AKIA"},
                             {"AWS_SECRET_ACCESS_KEY", "secret"},
                             {"AWS_SESSION_TOKEN", "token"}});
  EXPECT_EQ(options->credentials.keys.access_key_id, "AKIA");
  EXPECT_EQ(options->credentials.keys.secret_access_key.Reveal(), "secret");
  EXPECT_EQ(options->credentials.keys.session_token.Reveal(), "token");
  EXPECT_FALSE(options->credentials.container.has_value());
}

TEST(AwsFlags, TakeTheEndpointOfAContainersCredentials) {
  const Settings full = {{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1/c"},
                         {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/var/run/token"},
                         {"AWS_CONTAINER_AUTHORIZATION_TOKEN", "token"}};
  const auto pod = Read(full)->credentials.container;
  EXPECT_EQ(pod->url.Reveal(), "http://169.254.170.23/v1/c");
  EXPECT_EQ(pod->token_file, "/var/run/token");
  EXPECT_EQ(pod->token.Reveal(), "token");

  Settings both = full;
  both.emplace_back("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1");
  EXPECT_EQ(Read(both)->credentials.container->url.Reveal(),
            "http://169.254.170.2/v2/credentials/1");
}

TEST(AwsFlags, RefuseAContainersEndpointWithoutRepeatingIt) {
  Refusal({{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "hush"}},
          "bad value of AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: not a path; want one like");
  Refusal({{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://10.0.0.1/hush"}},
          "bad value of AWS_CONTAINER_CREDENTIALS_FULL_URI: credentials would come unencrypted");
  Refusal({{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1/hush"},
           {"AWS_CONTAINER_AUTHORIZATION_TOKEN", "hush\nhush"}},
          "bad value of AWS_CONTAINER_AUTHORIZATION_TOKEN: not what a header can carry");
}

TEST(AwsFlags, LeaveTheRoleOfTheInstanceOutIfToldTo) {
  EXPECT_TRUE(Read({})->credentials.instance_metadata);
  EXPECT_TRUE(Read({{"AWS_EC2_METADATA_DISABLED", "False"}})->credentials.instance_metadata);
  EXPECT_FALSE(Read({{"AWS_EC2_METADATA_DISABLED", "TRUE"}})->credentials.instance_metadata);
  Refusal({{"AWS_EC2_METADATA_DISABLED", "1"}},
          "bad value of AWS_EC2_METADATA_DISABLED: \"1\"; true or false expected");
}

TEST(AwsFlags, FindTheMetadataServiceByIpv6IfToldTo) {
  const std::string mode = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE";
  EXPECT_EQ(Read({})->imds_url, "http://169.254.169.254");
  EXPECT_EQ(Read({{mode, "ipv4"}})->imds_url, "http://169.254.169.254");
  EXPECT_EQ(Read({{mode, "IPv6"}})->imds_url, "http://[fd00:ec2::254]");
  EXPECT_EQ(
      Read({{mode, "IPv6"}, {"AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://localhost:5"}})->imds_url,
      "http://localhost:5");
  Refusal({{mode, "both"}}, "bad value of " + mode + ": \"both\"; IPv4 or IPv6 expected");
}

TEST(AwsFlags, ChooseAmongTheEndpointsOfTheRegion) {
  EXPECT_FALSE(Read({})->variant.fips);
  EXPECT_FALSE(Read({})->variant.dual_stack);
  EXPECT_TRUE(Read({{"AWS_USE_FIPS_ENDPOINT", "true"}})->variant.fips);
  EXPECT_TRUE(Read({{"AWS_USE_DUALSTACK_ENDPOINT", "true"}})->variant.dual_stack);
  Refusal({{"AWS_USE_FIPS_ENDPOINT", "yes"}}, "bad value of AWS_USE_FIPS_ENDPOINT");
  Refusal({{"AWS_USE_DUALSTACK_ENDPOINT", "on"}}, "bad value of AWS_USE_DUALSTACK_ENDPOINT");
}

TEST(AwsFlags, RefuseToChooseAmongThemWhereOneIsGiven) {
  Refusal({{"AWS_USE_FIPS_ENDPOINT", "true"}, {"AWS_ENDPOINT_URL", "http://localhost"}},
          "AWS_ENDPOINT_URL and AWS_USE_FIPS_ENDPOINT exclude each other");
  Refusal({{"AWS_USE_DUALSTACK_ENDPOINT", "true"}},
          "--ecs_endpoint and AWS_USE_DUALSTACK_ENDPOINT exclude each other",
          {{"ecs_endpoint", "http://localhost"}});
}

TEST(AwsFlags, IgnoreTheEndpointsOfTheEnvironmentIfToldTo) {
  const Settings ignoring = {{"AWS_ENDPOINT_URL_ECS", "http://localhost:6"},
                             {"AWS_ENDPOINT_URL", "http://localhost:4"},
                             {"AWS_USE_FIPS_ENDPOINT", "true"},
                             {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"}};
  EXPECT_EQ(Read(ignoring)->ecs_endpoint, "");
  EXPECT_TRUE(Read(ignoring)->variant.fips);
  const Settings plain = {{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"}};
  EXPECT_EQ(Read(plain, {{"ecs_endpoint", "http://localhost:7"}})->ecs_endpoint,
            "http://localhost:7");
}

}  // namespace
}  // namespace neuron
