#include "agent/capture/scrub.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(Scrub, BlanksTheAccountInAnArn) {
  EXPECT_EQ(Scrub("arn:aws:ecs:us-east-1:123456789012:cluster/c\n"),
            "arn:aws:ecs:us-east-1:000000000000:cluster/c\n");
  EXPECT_EQ(Scrub("role=arn:aws-cn:iam::123456789012:role/r"),
            "role=arn:aws-cn:iam::000000000000:role/r");
}

TEST(Scrub, BlanksInstanceAndReservationIds) {
  EXPECT_EQ(Scrub("i-0123456789abcdef0\n"), "i-00000000000000000\n");
  EXPECT_EQ(Scrub("r-0a1b2c3d, cr-0123456789abcdef0"), "r-00000000, cr-00000000000000000");
}

TEST(Scrub, BlanksAccessKeyIds) {
  EXPECT_EQ(Scrub("key AKIAIOSFODNN7EXAMPLE."), "key AKIAXXXXXXXXXXXXXXXX.");
  EXPECT_EQ(Scrub("ASIAIOSFODNN7EXAMPLE"), "ASIAXXXXXXXXXXXXXXXX");
}

TEST(Scrub, BlanksTheValueOfAWordThatSaysItIsSecret) {
  EXPECT_EQ(Scrub("aws_secret_access_key=abc/def+g x"), "aws_secret_access_key=XXXXXXXXX x");
  EXPECT_EQ(Scrub("Session_Token: 12ab"), "Session_Token: XXXX");
  EXPECT_EQ(Scrub("password="), "password=");
}

TEST(Scrub, BlanksTheUserInAnUrl) {
  EXPECT_EQ(Scrub("--ecs_endpoint=https://me:p@ss@proxy:8/x@y"),
            "--ecs_endpoint=https://XXXXXXX@proxy:8/x@y");
  EXPECT_EQ(Scrub("http://localhost:51678/v1/metadata"), "http://localhost:51678/v1/metadata");
}

TEST(Scrub, KeepsCountersAndWhatOnlyLooksAlike) {
  for (const char* text :
       {"123456789012\n", "1, 2\n", "245:0\n", "AKIA\n", "NOTAKIAIOSFODNN7EXAMPLE", "semi-abcdef01",
        "i-zzzzzzzzz", "0000:00:1e.0", "pci:v00001D0Fd00007164sv00001D0F", "arn:", "arn:aws:ecs",
        "", "secret", "1a2b3c4d5e6f7788\n"}) {
    EXPECT_EQ(Scrub(text), text);
  }
}

TEST(Scrub, KeepsTheLength) {
  const std::string text = "arn:aws:ecs:r:123456789012:x i-0123456789abcdef0 token=abc";
  EXPECT_EQ(Scrub(text).size(), text.size());
}

TEST(ScrubLog, BlanksNumbersOfTwelveDigitsToo) {
  EXPECT_EQ(ScrubLog("neuron: account 123456789012 of"), "neuron: account 000000000000 of");
  EXPECT_EQ(ScrubLog("seq 1234567890123, 12345678901"), "seq 1234567890123, 12345678901");
  EXPECT_EQ(ScrubLog("0x123456789012"), "0x123456789012");
}

}  // namespace
}  // namespace neuron
