#include "agent/aws/container_endpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(RelativeContainerUrl, IsAPathOfTheEcsAgents) {
  EXPECT_EQ(RelativeContainerUrl("/v2/credentials/1-2?x=y")->Reveal(),
            "http://169.254.170.2/v2/credentials/1-2?x=y");
}

TEST(RelativeContainerUrl, RefusesEverythingElseWithoutRepeatingIt) {
  for (const char* path : {"", "hush", "@evil.test/hush", ".evil.test/hush", ":80/hush",
                           "/hush\r\n", "/hu sh", "/hush#a"}) {
    const auto url = RelativeContainerUrl(path);
    EXPECT_TRUE(absl::IsInvalidArgument(url.status())) << path;
    EXPECT_THAT(url.status().ToString(), Not(HasSubstr("hush")));
  }
}

TEST(FullContainerUrl, IsAnyByHttps) {
  for (const char* url :
       {"https://host.test/path?query", "https://10.1.2.3", "https://[2001::1]/"}) {
    EXPECT_EQ(FullContainerUrl(url)->Reveal(), url);
  }
}

TEST(FullContainerUrl, IsThisHostsOrEcssOrEkssByHttp) {
  for (const char* url :
       {"http://127.0.0.1/a", "http://127.1.2.3:80/a", "http://[::1]:1234/a", "http://localhost/a",
        "http://169.254.170.2/a", "http://169.254.170.23/v1/credentials",
        "http://[fd00:ec2::23]/v1/credentials", "http://[fd00:ec2:0:0::23]/v1/credentials"}) {
    EXPECT_TRUE(FullContainerUrl(url).ok()) << url;
  }
}

TEST(FullContainerUrl, RefusesEverythingElseAndNamesTheHostAtMost) {
  for (const char* url :
       {"http://host.test/hush", "http://10.0.0.1/hush", "http://169.254.170.3/hush",
        "http://169.254.169.254/hush", "http://[fd00:ec2::24]/hush", "http://[::]/hush",
        "http://localhost.evil.test/hush", "http://127.0.0.1.evil.test/hush", "http://127.1/hush",
        "http://2130706433/hush", "unix:/hush:/", "ftp://127.0.0.1/hush", "hush", "",
        "http://hush:hush@127.0.0.1/", "http://127.0.0.1/hush\n"}) {
    const auto got = FullContainerUrl(url);
    EXPECT_TRUE(absl::IsInvalidArgument(got.status())) << url;
    EXPECT_THAT(got.status().ToString(), Not(HasSubstr("hush")));
  }
  EXPECT_THAT(FullContainerUrl("http://host.test/hush").status().ToString(),
              HasSubstr("unencrypted from host.test; want https"));
}

TEST(CheckContainerToken, TakesALineOfText) {
  EXPECT_TRUE(CheckContainerToken("Basic a+b/c==").ok());
  for (const char* token : {"", "hush\n", "hush\rhush", "\thush", "hush\x7f", "hush\xc3\xa9"}) {
    const absl::Status status = CheckContainerToken(token);
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << token;
    EXPECT_THAT(status.ToString(), Not(HasSubstr("hush")));
  }
}

}  // namespace
}  // namespace neuron
