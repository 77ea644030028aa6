#include "tests/fakes/fake_transport.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/fakes/fake_clock.h"

namespace neuron {
namespace {

HttpRequest Get(const std::string& url) {
  HttpRequest request;
  request.url = url;
  request.headers = {{"X-Name", "value"}};
  request.timeout = absl::Seconds(3);
  return request;
}

TEST(FakeTransport, RecordsRequestsAndAnswersThemInOrder) {
  FakeClock clock;
  FakeTransport transport(&clock);
  transport.Answer(200, "one");
  transport.Answer(absl::UnavailableError("two"));
  std::vector<std::string> answers;
  for (const char* url : {"a", "b"}) {
    transport.Send(Get(url), [&](const absl::StatusOr<HttpResponse>& answer) {
      answers.push_back(answer.ok() ? answer->body : std::string(answer.status().message()));
    });
  }
  EXPECT_TRUE(answers.empty());
  clock.Advance(absl::ZeroDuration());
  EXPECT_EQ(answers, (std::vector<std::string>{"one", "two"}));
  ASSERT_EQ(transport.requests().size(), 2u);
  EXPECT_EQ(transport.requests()[1].url, "b");
  EXPECT_EQ(SentHeader(transport.requests()[1], "x-name"), "value");
  EXPECT_EQ(SentHeader(transport.requests()[1], "other"), "");
}

TEST(FakeTransport, IsSilentWhereItHasNoAnswer) {
  FakeClock clock;
  FakeTransport transport(&clock);
  absl::Status status;
  transport.Send(Get("a"), [&](const absl::StatusOr<HttpResponse>& got) { status = got.status(); });
  transport.Answer(200, "too late");
  clock.Advance(absl::Seconds(2));
  EXPECT_TRUE(status.ok());
  clock.Advance(absl::Seconds(1));
  EXPECT_TRUE(absl::IsDeadlineExceeded(status));
}

}  // namespace
}  // namespace neuron
