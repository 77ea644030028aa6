#ifndef TESTS_FAKES_FAKE_TRANSPORT_H_
#define TESTS_FAKES_FAKE_TRANSPORT_H_

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/base/clock.h"
#include "agent/base/http.h"

namespace neuron {

// A transport that records what is sent and answers from a queue.
//
// Each request takes the first answer of the queue, and gets it on the clock's next tick, even one
// of no time. One that finds the queue empty gets DeadlineExceeded when its timeout has passed.
// Borrows the clock.
class FakeTransport : public HttpTransport {
 public:
  explicit FakeTransport(Clock* clock) : clock_(clock) {}

  void Send(HttpRequest request, Callback callback) override;

  // Puts an answer at the end of the queue.
  void Answer(absl::StatusOr<HttpResponse> answer);
  void Answer(int status, std::string body = "", std::vector<HttpHeader> headers = {});

  // Everything that was sent, in order.
  const std::vector<HttpRequest>& requests() const { return requests_; }

 private:
  Clock* const clock_;
  std::vector<HttpRequest> requests_;
  std::deque<absl::StatusOr<HttpResponse>> answers_;
  std::vector<std::unique_ptr<Alarm>> deliveries_;
};

// The value of the first header of that name in what was sent; empty if there is none.
std::string SentHeader(const HttpRequest& request, absl::string_view name);

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_TRANSPORT_H_
