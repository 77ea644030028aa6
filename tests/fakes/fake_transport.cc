#include "tests/fakes/fake_transport.h"

#include <utility>

namespace neuron {

void FakeTransport::Send(HttpRequest request, Callback callback) {
  absl::Duration delay = request.timeout;
  absl::StatusOr<HttpResponse> answer = absl::DeadlineExceededError("no answer in the queue");
  if (!answers_.empty()) {
    delay = absl::ZeroDuration();
    answer = std::move(answers_.front());
    answers_.pop_front();
  }
  requests_.push_back(std::move(request));
  deliveries_.push_back(clock_->CallAfter(
      delay, [answer = std::move(answer), callback = std::move(callback)] { callback(answer); }));
}

void FakeTransport::Answer(absl::StatusOr<HttpResponse> answer) {
  answers_.push_back(std::move(answer));
}

void FakeTransport::Answer(int status, std::string body, std::vector<HttpHeader> headers) {
  HttpResponse response;
  response.status = status;
  response.headers = std::move(headers);
  response.body = std::move(body);
  Answer(std::move(response));
}

std::string SentHeader(const HttpRequest& request, absl::string_view name) {
  HttpResponse headers_only;
  headers_only.headers = request.headers;
  return FindHeader(headers_only, name);
}

}  // namespace neuron
