#include "agent/base/url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ParseUrl, TakesHttp) {
  const Url url = ParseUrl("http://host.test:51678/v1/metadata?a=b").value();
  EXPECT_EQ(url.scheme, Url::Scheme::kHttp);
  EXPECT_EQ(url.host, "host.test");
  EXPECT_EQ(url.port, 51678);
  EXPECT_EQ(url.target, "/v1/metadata?a=b");
}

TEST(ParseUrl, KnowsTheUsualPorts) {
  EXPECT_EQ(ParseUrl("http://h").value().port, 80);
  EXPECT_EQ(ParseUrl("https://h").value().port, 443);
  EXPECT_EQ(ParseUrl("https://h").value().scheme, Url::Scheme::kHttps);
}

TEST(ParseUrl, GivesEveryTargetASlash) {
  EXPECT_EQ(ParseUrl("http://h").value().target, "/");
  EXPECT_EQ(ParseUrl("http://h?q").value().target, "/?q");
}

TEST(ParseUrl, TakesAnIpv6AddressOutOfItsBrackets) {
  const Url url = ParseUrl("http://[fd00:ec2::254]:8080/latest").value();
  EXPECT_EQ(url.host, "fd00:ec2::254");
  EXPECT_EQ(url.port, 8080);
  EXPECT_EQ(HostHeader(url), "[fd00:ec2::254]:8080");
}

TEST(ParseUrl, TakesAUnixSocket) {
  const Url url = ParseUrl("unix:/var/run/docker.sock:/events?filters=a:/b").value();
  EXPECT_EQ(url.scheme, Url::Scheme::kUnix);
  EXPECT_EQ(url.socket_path, "/var/run/docker.sock");
  EXPECT_EQ(url.target, "/events?filters=a:/b");
}

TEST(ParseUrl, RefusesEverythingElse) {
  for (const std::string& text : {std::string(""),
                                  std::string("host"),
                                  std::string("ftp://h/"),
                                  std::string("http:/h"),
                                  std::string("http://"),
                                  std::string("http:///path"),
                                  std::string("http://:80/"),
                                  std::string("http://h:/"),
                                  std::string("http://h:0/"),
                                  std::string("http://h:65536/"),
                                  std::string("http://h:+80/"),
                                  std::string("http://h:80:80/"),
                                  std::string("http://[::1/"),
                                  std::string("http://[::1]80/"),
                                  std::string("http://[h]/"),
                                  std::string("http://::1/"),
                                  std::string("http://user@h/"),
                                  std::string("http://h/#fragment"),
                                  std::string("http://h/a b"),
                                  std::string("http://h/\r\nX: y"),
                                  std::string("http://h/\xc3"),
                                  std::string("http://h/\0", 10),
                                  std::string("unix:/s"),
                                  std::string("unix:s:/"),
                                  "unix:/" + std::string(107, 's') + ":/"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseUrl(text).status())) << text;
  }
  EXPECT_TRUE(ParseUrl("unix:/" + std::string(106, 's') + ":/").ok());
}

TEST(ParseUrl, ComplainsInOneLineWithoutQueryAndPassword) {
  const std::string message = ParseUrl("http://user:hush@h/a\nb?token=hush").status().ToString();
  EXPECT_THAT(message, HasSubstr("http://h/a\\nb"));
  EXPECT_THAT(message, HasSubstr("want http://"));
  EXPECT_THAT(message, Not(HasSubstr("hush")));
  EXPECT_THAT(message, Not(HasSubstr("\n")));
}

TEST(HostHeader, NamesThePortIfItIsUnusual) {
  EXPECT_EQ(HostHeader(ParseUrl("http://h:80/").value()), "h");
  EXPECT_EQ(HostHeader(ParseUrl("https://h:443/").value()), "h");
  EXPECT_EQ(HostHeader(ParseUrl("http://h:443/").value()), "h:443");
  EXPECT_EQ(HostHeader(ParseUrl("http://[::1]/").value()), "[::1]");
  EXPECT_EQ(HostHeader(ParseUrl("unix:/s:/").value()), "localhost");
}

TEST(WithoutQuery, HidesWhatMayBeSecret) {
  EXPECT_EQ(WithoutQuery("http://h/p?token=hush"), "http://h/p");
  EXPECT_EQ(WithoutQuery("http://user:hush@h/p"), "http://h/p");
  EXPECT_EQ(WithoutQuery("user:hu@sh@h"), "h");
  EXPECT_EQ(WithoutQuery("http://u:p/x://@h/"), "http://h/");
}

}  // namespace
}  // namespace neuron
