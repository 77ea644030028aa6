#include "agent/base/http_transport.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/base/fake_resolver.h"
#include "tests/base/loopback_server.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

using Result = absl::StatusOr<HttpResponse>;

constexpr char kHello[] = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

HttpRequest Get(std::string url) {
  HttpRequest request;
  request.url = std::move(url);
  return request;
}

class HttpTransportTest : public testing::Test {
 protected:
  // Sends, and runs the loop until the callback has come.
  Result Exchange(HttpRequest request) {
    Result result = absl::UnknownError("not called");
    transport_->Send(std::move(request), [&](Result got) {
      EXPECT_TRUE(absl::IsUnknown(result.status())) << "called twice";
      result = std::move(got);
      loop_.Stop();
    });
    EXPECT_TRUE(absl::IsUnknown(result.status())) << "called from within";
    Run();
    return result;
  }

  Result ExchangeWith(LoopbackServer::Service service, absl::Duration timeout = absl::Seconds(10)) {
    const LoopbackServer server(std::move(service));
    HttpRequest request = Get(server.Url("/path?token=hush"));
    request.timeout = timeout;
    return Exchange(request);
  }

  // Runs the loop until Stop().
  void Run() {
    loop_.Run();
    loop_.io_context().restart();
  }

  Loop loop_;
  // The loop waits for its lookups to end.
  FakeResolver resolver_;
  std::unique_ptr<HttpTransport> transport_ = MakeHttpTransport(&loop_, {});
};

TEST_F(HttpTransportTest, SendsTheRequest) {
  std::string sent;
  {
    const LoopbackServer server([&sent](int connection) {
      sent = ReadHttp(connection);
      WriteAll(connection, kHello);
    });
    HttpRequest request = Get(server.Url("/path?query"));
    request.method = "PUT";
    request.headers = {{"X-One", "1"}, {"X-Two", "a b"}};
    request.body = "the body";
    ASSERT_TRUE(Exchange(request).ok());
    EXPECT_THAT(sent, HasSubstr(absl::StrCat("\r\nHost: 127.0.0.1:", server.port(), "\r\n")));
  }
  EXPECT_THAT(sent, StartsWith("PUT /path?query HTTP/1.1\r\n"));
  EXPECT_THAT(sent, HasSubstr("\r\nX-One: 1\r\nX-Two: a b\r\n"));
  EXPECT_THAT(sent, HasSubstr("\r\nContent-Length: 8\r\n"));
  EXPECT_THAT(sent, HasSubstr("\r\n\r\nthe body"));
}

TEST_F(HttpTransportTest, GivesTheResponse) {
  const Result result = ExchangeWith(
      Reply("HTTP/1.1 200 OK\r\nX-one: 1\r\nX-Two: 2\r\nContent-Length: 5\r\n\r\nhello"));
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->status, 200);
  EXPECT_EQ(result->body, "hello");
  EXPECT_EQ(result->headers.at(0), HttpHeader("X-one", "1"));
  EXPECT_EQ(result->headers.at(1), HttpHeader("X-Two", "2"));
}

TEST_F(HttpTransportTest, TakesEveryStatusForASuccess) {
  for (int status : {204, 301, 401, 404, 500, 599}) {
    const Result result = ExchangeWith(
        Reply(absl::StrCat("HTTP/1.1 ", status, " Whatever\r\nContent-Length: 0\r\n\r\n")));
    ASSERT_TRUE(result.ok()) << result.status();
    EXPECT_EQ(result->status, status);
  }
}

TEST_F(HttpTransportTest, ReadsABodyInChunks) {
  const Result result = ExchangeWith(Reply(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"));
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->body, "hello");
}

TEST_F(HttpTransportTest, ReadsABodyToTheEndOfTheConnection) {
  const Result result = ExchangeWith(Reply("HTTP/1.0 200 OK\r\n\r\nhello"));
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->body, "hello");
}

TEST_F(HttpTransportTest, ExpectsNoBodyAfterHead) {
  HttpRequest request;
  request.method = "HEAD";
  const LoopbackServer server([](int connection) {
    WriteAll(connection, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    StaySilent(connection);
  });
  request.url = server.Url();
  EXPECT_TRUE(Exchange(request).ok());
}

TEST_F(HttpTransportTest, GoesOverAUnixSocket) {
  const TemporaryDirectory directory;
  const std::string path = directory.Path("socket");
  std::string sent;
  {
    const LoopbackServer server(path, [&sent](int connection) {
      sent = ReadHttp(connection);
      WriteAll(connection, kHello);
    });
    const Result result = Exchange(Get(absl::StrCat("unix:", path, ":/events?x")));
    ASSERT_TRUE(result.ok()) << result.status();
    EXPECT_EQ(result->body, "hello");
  }
  EXPECT_THAT(sent, StartsWith("GET /events?x HTTP/1.1\r\nHost: localhost\r\n"));
  unlink(path.c_str());
  EXPECT_TRUE(absl::IsUnavailable(Exchange(Get(absl::StrCat("unix:", path, ":/"))).status()));
}

TEST_F(HttpTransportTest, NeverUsesAProxy) {
  setenv("http_proxy", "http://127.0.0.1:1", 1);
  EXPECT_TRUE(ExchangeWith(Reply(kHello)).ok());
  unsetenv("http_proxy");
}

TEST_F(HttpTransportTest, NamesTheUrlWithoutItsQuery) {
  const Result result = ExchangeWith([](int) {});
  EXPECT_THAT(result.status().ToString(), HasSubstr("GET http://127.0.0.1:"));
  EXPECT_THAT(result.status().ToString(), HasSubstr("/path: "));
  EXPECT_THAT(result.status().ToString(), Not(HasSubstr("hush")));
}

TEST_F(HttpTransportTest, IsUnavailableWhenNobodyListens) {
  std::string url;
  {
    const LoopbackServer server(StaySilent);
    url = server.Url();
  }
  const Result result = Exchange(Get(url));
  EXPECT_TRUE(absl::IsUnavailable(result.status()));
  EXPECT_THAT(result.status().ToString(), HasSubstr("connect: Connection refused"));
}

TEST_F(HttpTransportTest, IsUnavailableWhenTheConnectionIsLost) {
  for (const char* begin :
       {"", "HTTP/1.1 20", "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"}) {
    const Result result = ExchangeWith(Reply(begin));
    EXPECT_TRUE(absl::IsUnavailable(result.status())) << begin << result.status();
  }
}

TEST_F(HttpTransportTest, GivesUpOnASilentServer) {
  const Result result = ExchangeWith(StaySilent, absl::Milliseconds(50));
  EXPECT_TRUE(absl::IsDeadlineExceeded(result.status()));
  EXPECT_THAT(result.status().ToString(), HasSubstr("no answer within 50ms"));
}

TEST_F(HttpTransportTest, GivesUpOnADrippingServer) {
  const Result result = ExchangeWith(
      [](int connection) {
        WriteAll(connection, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        // For 10 s, unless the client hangs up.
        for (int i = 0; i < 10000 && send(connection, "x", 1, MSG_NOSIGNAL) == 1; ++i) {
          usleep(1000);
        }
      },
      absl::Milliseconds(100));
  EXPECT_TRUE(absl::IsDeadlineExceeded(result.status()));
}

TEST_F(HttpTransportTest, IsDataLossIfItIsNotHttp) {
  for (const char* bytes :
       {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "hello\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"}) {
    const Result result = ExchangeWith(Reply(bytes));
    EXPECT_TRUE(absl::IsDataLoss(result.status())) << bytes << result.status();
  }
}

TEST_F(HttpTransportTest, TakesHeadersUpTo16KiB) {
  const std::string begin = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX: ";
  EXPECT_TRUE(ExchangeWith(Reply(begin + std::string(16000, 'x') + "\r\n\r\n")).ok());
  EXPECT_TRUE(
      absl::IsDataLoss(ExchangeWith(Reply(begin + std::string(17000, 'x') + "\r\n\r\n")).status()));
  std::string many = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 100000; ++i) {
    absl::StrAppend(&many, "X-", i, ": x\r\n");
  }
  EXPECT_TRUE(absl::IsDataLoss(ExchangeWith(Reply(many + "\r\n")).status()));
}

TEST_F(HttpTransportTest, TakesABodyUpTo1MiB) {
  const std::string most(1 << 20, 'x');
  const Result result = ExchangeWith(
      Reply(absl::StrCat("HTTP/1.1 200 OK\r\nContent-Length: ", most.size(), "\r\n\r\n", most)));
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->body, most);
  for (const std::string& bytes :
       {std::string("HTTP/1.1 200 OK\r\nContent-Length: 999999999999999\r\n\r\nx"),
        absl::StrCat("HTTP/1.1 200 OK\r\nContent-Length: ", most.size() + 1, "\r\n\r\n", most, "x"),
        absl::StrCat("HTTP/1.1 200 OK\r\n\r\n", most, "x"),
        absl::StrCat("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n", most,
                     "x\r\n0\r\n\r\n")}) {
    const Result refused = ExchangeWith(Reply(bytes));
    EXPECT_TRUE(absl::IsDataLoss(refused.status())) << bytes.substr(0, 60) << refused.status();
  }
}

TEST_F(HttpTransportTest, RefusesWhatIsNoUrl) {
  EXPECT_TRUE(absl::IsInvalidArgument(Exchange(Get("localhost:80")).status()));
}

TEST_F(HttpTransportTest, RefusesToBreakTheProtocol) {
  HttpRequest request = Get("http://127.0.0.1:1/");
  for (const HttpHeader& header :
       {HttpHeader("X", "a\r\nhush: 1"), HttpHeader("X y", "hush"), HttpHeader("", "hush"),
        HttpHeader("X\n", "hush"), HttpHeader("X", std::string(70000, 'x'))}) {
    request.headers = {header};
    const Result result = Exchange(request);
    EXPECT_TRUE(absl::IsInvalidArgument(result.status())) << header.first;
    EXPECT_THAT(result.status().ToString(), Not(HasSubstr("hush")));
  }
  request.headers = {};
  request.method = "GET / HTTP/1.1\r\n";
  EXPECT_TRUE(absl::IsInvalidArgument(Exchange(request).status()));
}

TEST_F(HttpTransportTest, LooksNamesUpButNoAddress) {
  const LoopbackServer server(Reply(kHello));
  EXPECT_TRUE(Exchange(Get(server.Url())).ok());
  EXPECT_EQ(resolver_.lookups(), 0);
  EXPECT_TRUE(Exchange(Get(absl::StrCat("http://agent.test:", server.port(), "/"))).ok());
  EXPECT_EQ(resolver_.lookups(), 1);
}

TEST_F(HttpTransportTest, IsUnavailableIfTheNameDoesNotExist) {
  const Result result = Exchange(Get("http://nowhere.test/"));
  EXPECT_TRUE(absl::IsUnavailable(result.status()));
  EXPECT_THAT(result.status().ToString(), HasSubstr("look up: Host not found"));
}

TEST_F(HttpTransportTest, GivesUpOnALookupThatHangs) {
  HttpRequest request = Get("http://hang.test/");
  request.timeout = absl::Milliseconds(50);
  EXPECT_TRUE(absl::IsDeadlineExceeded(Exchange(request).status()));
  EXPECT_TRUE(ExchangeWith(Reply(kHello)).ok()) << "addresses do not wait behind it";
}

TEST_F(HttpTransportTest, CallsBackOnceForEachOfManyAtATime) {
  constexpr int kRequests = 300;
  const LoopbackServer server(Reply(kHello));
  std::vector<int> calls(kRequests);
  int answered = 0;
  for (int i = 0; i < kRequests; ++i) {
    transport_->Send(Get(server.Url()), [&, i](const Result& result) {
      EXPECT_TRUE(result.ok()) << result.status();
      ++calls[i];
      if (++answered == kRequests) {
        loop_.Stop();
      }
    });
  }
  Run();
  EXPECT_THAT(calls, Each(1));
}

TEST_F(HttpTransportTest, DropsWhatIsOutstandingWhenDestroyed) {
  const LoopbackServer server(Reply(kHello));
  for (const std::string& url :
       {server.Url(), std::string("no URL"), std::string("http://hang.test"),
        std::string("http://127.0.0.1:1/")}) {
    transport_->Send(Get(url), [&](const Result&) { ADD_FAILURE() << url; });
  }
  transport_.reset();
  const auto end = loop_.CallAfter(absl::Milliseconds(50), [this] { loop_.Stop(); });
  Run();
}

TEST_F(HttpTransportTest, MayBeDestroyedByACallback) {
  const LoopbackServer server(Reply(kHello));
  int calls = 0;
  for (int i = 0; i < 2; ++i) {
    transport_->Send(Get(server.Url()), [&](const Result&) {
      ++calls;
      transport_.reset();
      loop_.Stop();
    });
  }
  Run();
  EXPECT_EQ(calls, 1);
}

TEST_F(HttpTransportTest, MayBeUsedByACallback) {
  const LoopbackServer server(Reply(kHello));
  int calls = 0;
  std::function<void(const Result&)> again = [&](const Result&) {
    if (++calls == 3) {
      loop_.Stop();
    } else {
      transport_->Send(Get(server.Url()), again);
    }
  };
  transport_->Send(Get(server.Url()), again);
  Run();
  EXPECT_EQ(calls, 3);
}

}  // namespace
}  // namespace neuron
