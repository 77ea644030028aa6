// agent/base/http_transport.h over TLS.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/http_transport.h"
#include "tests/base/fake_resolver.h"
#include "tests/base/loopback_server.h"
#include "tests/base/tls_service.h"

namespace neuron {
namespace {

using testing::HasSubstr;

using Result = absl::StatusOr<HttpResponse>;

constexpr char kHello[] = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

std::string WriteBundle(const std::string& text) {
  std::string path = testing::TempDir() + "/bundle.pem";
  std::ofstream(path) << text;
  return path;
}

// What a client gets that trusts the bundle and asks https://<host> of that port.
Result Get(const std::string& host, int port, const std::string& bundle) {
  Loop loop;
  const FakeResolver resolver;
  const auto transport = MakeHttpTransport(&loop, {bundle});
  HttpRequest request;
  request.url = absl::StrCat("https://", host, ":", port, "/");
  Result result = absl::UnknownError("not called");
  transport->Send(request, [&](Result got) {
    result = std::move(got);
    loop.Stop();
  });
  EXPECT_TRUE(absl::IsUnknown(result.status())) << "called from within";
  loop.Run();
  return result;
}

TEST(HttpTransportTls, TrustsACertificateOfTheBundleForTheName) {
  TlsService tls("DNS:agent.test");
  {
    const LoopbackServer server(tls.Serve(kHello));
    const Result result = Get("agent.test", server.port(), WriteBundle(tls.certificate()));
    ASSERT_TRUE(result.ok()) << result.status();
    EXPECT_EQ(result->body, "hello");
  }
  EXPECT_EQ(tls.server_name(), "agent.test");
}

TEST(HttpTransportTls, TrustsACertificateForTheAddressAndSendsNoName) {
  TlsService tls("IP:127.0.0.1");
  {
    const LoopbackServer server(tls.Serve(kHello));
    const Result result = Get("127.0.0.1", server.port(), WriteBundle(tls.certificate()));
    EXPECT_TRUE(result.ok()) << result.status();
  }
  EXPECT_EQ(tls.server_name(), "");
}

TEST(HttpTransportTls, RefusesAnUnknownAuthority) {
  TlsService tls("DNS:agent.test");
  const TlsService other("DNS:agent.test");
  const LoopbackServer server(tls.Serve(kHello));
  const Result result = Get("agent.test", server.port(), WriteBundle(other.certificate()));
  EXPECT_TRUE(absl::IsUnauthenticated(result.status()));
  EXPECT_THAT(result.status().ToString(), HasSubstr("self-signed certificate"));
}

TEST(HttpTransportTls, RefusesACertificateForAnotherHost) {
  for (const char* name : {"DNS:other.test", "DNS:sub.agent.test", "IP:127.0.0.1"}) {
    TlsService tls(name);
    const LoopbackServer server(tls.Serve(kHello));
    const Result result = Get("agent.test", server.port(), WriteBundle(tls.certificate()));
    EXPECT_TRUE(absl::IsUnauthenticated(result.status())) << name;
    EXPECT_THAT(result.status().ToString(), HasSubstr("it is for another host"));
  }
}

TEST(HttpTransportTls, NeedsABundle) {
  for (const std::string& bundle : {std::string("/nonexistent.pem"), WriteBundle("garbage")}) {
    const Result result = Get("agent.test", 1, bundle);
    EXPECT_TRUE(absl::IsUnauthenticated(result.status())) << result.status();
    EXPECT_THAT(result.status().ToString(), HasSubstr(bundle));
    EXPECT_THAT(result.status().ToString(), HasSubstr("--ca_bundle"));
  }
}

TEST(HttpTransportTls, IsUnavailableIfThePeerDoesNotSpeakTls) {
  const TlsService tls("DNS:agent.test");
  const LoopbackServer server([](int connection) {
    WriteAll(connection, "HTTP/1.1 400 Bad Request\r\n\r\n");
    StaySilent(connection);
  });
  const Result result = Get("agent.test", server.port(), WriteBundle(tls.certificate()));
  EXPECT_TRUE(absl::IsUnavailable(result.status())) << result.status();
}

TEST(HttpTransportTls, DoesNotTakeACutForTheEndOfTheBody) {
  TlsService tls("DNS:agent.test");
  const LoopbackServer server(tls.Serve("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello"));
  const Result result = Get("agent.test", server.port(), WriteBundle(tls.certificate()));
  EXPECT_TRUE(absl::IsUnavailable(result.status())) << result.status();
}

}  // namespace
}  // namespace neuron
