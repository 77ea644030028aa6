#ifndef TESTS_FAKES_FAKE_DOCKER_H_
#define TESTS_FAKES_FAKE_DOCKER_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/base/clock.h"
#include "agent/base/http.h"

namespace neuron {

// A transport with a Docker engine behind it, which answers after 1 ms, and records what it is
// asked. Borrows the clock.
class FakeDocker : public HttpTransport {
 public:
  explicit FakeDocker(Clock* clock) : clock_(clock) {}

  void Send(HttpRequest request, Callback callback) override;

  // From now on there is a container with this id, state and further members in JSON; an event
  // tells of it. "exited" is left out of lists.
  void Set(const std::string& id, const std::string& state, const std::string& members = "");
  // The same without an event, as for one that was lost.
  void SetQuietly(const std::string& id, const std::string& state, const std::string& members = "");
  void Remove(const std::string& id);
  // From now on nothing but this failure; OK ends that.
  void Fail(absl::Status status) { failure_ = std::move(status); }

  // Paths without their queries, in order.
  const std::vector<std::string>& questions() const { return questions_; }
  // How many of them have this beginning.
  int Count(const std::string& beginning) const;

 private:
  struct Known {
    std::string state;
    std::string members;
  };

  absl::StatusOr<HttpResponse> Answer(const std::string& target) const;
  std::string List() const;
  std::string Events(const std::string& target) const;

  Clock* const clock_;
  absl::Status failure_;
  std::map<std::string, Known> containers_;
  std::vector<absl::Time> events_;
  std::vector<std::string> questions_;
  std::vector<std::unique_ptr<Alarm>> deliveries_;
};

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_DOCKER_H_
