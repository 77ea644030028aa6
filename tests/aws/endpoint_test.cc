#include "agent/aws/endpoint.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

struct Region {
  const char* name;
  const char* url;
};

class EndpointOf : public testing::TestWithParam<Region> {};

TEST_P(EndpointOf, IsInTheRegionsPartition) {
  const auto url = EcsEndpoint(GetParam().name);
  ASSERT_TRUE(url.ok()) << url.status();
  EXPECT_EQ(*url, GetParam().url);
}

// What botocore's rule set gives.
INSTANTIATE_TEST_SUITE_P(
    Regions, EndpointOf,
    testing::Values(Region{"us-east-1", "https://ecs.us-east-1.amazonaws.com"},
                    Region{"eu-central-1", "https://ecs.eu-central-1.amazonaws.com"},
                    Region{"us-gov-west-1", "https://ecs.us-gov-west-1.amazonaws.com"},
                    Region{"cn-north-1", "https://ecs.cn-north-1.amazonaws.com.cn"},
                    Region{"eusc-de-east-1", "https://ecs.eusc-de-east-1.amazonaws.eu"},
                    Region{"us-iso-east-1", "https://ecs.us-iso-east-1.c2s.ic.gov"},
                    Region{"us-isob-east-1", "https://ecs.us-isob-east-1.sc2s.sgov.gov"},
                    Region{"eu-isoe-west-1", "https://ecs.eu-isoe-west-1.cloud.adc-e.uk"},
                    Region{"us-isof-south-1", "https://ecs.us-isof-south-1.csp.hci.ic.gov"},
                    Region{"zz-new-9", "https://ecs.zz-new-9.amazonaws.com"}));

TEST(EcsEndpoint, HasVariants) {
  EXPECT_EQ(EcsEndpoint("us-east-1", {true, false}).value(),
            "https://ecs-fips.us-east-1.amazonaws.com");
  EXPECT_EQ(EcsEndpoint("us-east-1", {false, true}).value(), "https://ecs.us-east-1.api.aws");
  EXPECT_EQ(EcsEndpoint("us-gov-west-1", {true, true}).value(),
            "https://ecs-fips.us-gov-west-1.api.aws");
}

TEST(EcsEndpoint, HasASuffixOfEachPartitionForDualStack) {
  for (const Region& region :
       {Region{"us-gov-west-1", "https://ecs.us-gov-west-1.api.aws"},
        Region{"cn-north-1", "https://ecs.cn-north-1.api.amazonwebservices.com.cn"},
        Region{"eusc-de-east-1", "https://ecs.eusc-de-east-1.api.amazonwebservices.eu"},
        Region{"us-iso-east-1", "https://ecs.us-iso-east-1.api.aws.ic.gov"},
        Region{"us-isob-east-1", "https://ecs.us-isob-east-1.api.aws.scloud"},
        Region{"eu-isoe-west-1", "https://ecs.eu-isoe-west-1.api.cloud-aws.adc-e.uk"},
        Region{"us-isof-south-1", "https://ecs.us-isof-south-1.api.aws.hci.ic.gov"},
        Region{"zz-new-9", "https://ecs.zz-new-9.api.aws"}}) {
    EXPECT_EQ(EcsEndpoint(region.name, {false, true}).value(), region.url);
  }
}

TEST(EcsEndpoint, RefusesWhatCannotBeARegion) {
  for (const char* region : {"", "us east", "us-east-1.evil.test", "us-east-1/", "US-EAST-1", "-a",
                             "a-", "us-east-1\n", "u@h"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(EcsEndpoint(region).status())) << region;
  }
}

TEST(CustomEndpoint, LosesTheSlashAtItsEnd) {
  EXPECT_EQ(CustomEndpoint("http://127.0.0.1:8080/").value(), "http://127.0.0.1:8080");
  EXPECT_EQ(CustomEndpoint("https://ecs.example.test").value(), "https://ecs.example.test");
}

TEST(CustomEndpoint, RefusesAPathAndASocket) {
  for (const char* url : {"http://h/path", "http://h/?q", "unix:/run/s:/", "h:80", ""}) {
    EXPECT_TRUE(absl::IsInvalidArgument(CustomEndpoint(url).status())) << url;
  }
}

}  // namespace
}  // namespace neuron
