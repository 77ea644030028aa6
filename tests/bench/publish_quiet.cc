// publish-quiet: what the publisher asks of ECS while nothing happens to the chips.
//
//   publish-quiet HOURS
//
// The agent's own publisher, ECS client and introspection, on a clock that does not wait, with a
// snapshot each second; beside them an ECS that holds what it is told. After a first minute, in
// which all is told, counts the requests of so many hours. Prints them as a line of JSON: "audits"
// (what does ECS hold), "others" (any other to ECS) and "introspections" (to the ECS agent).

#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "agent/aws/ecs_client.h"
#include "agent/aws/introspection.h"
#include "agent/base/json.h"
#include "agent/sink/ecs_publisher.h"
#include "proto/ecs_api.pb.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_transport.h"

namespace {

constexpr char kArn[] = "arn:aws:ecs:us-east-1:123456789012:container-instance/bench/0a";

// Of nobody, and they last.
class LastingCredentials : public neuron::CredentialsProvider {
 public:
  explicit LastingCredentials(neuron::Clock* clock) : clock_(clock) {}

  void Get(Callback callback) override {
    alarm_ = clock_->CallAfter(absl::ZeroDuration(), [callback = std::move(callback)] {
      callback(neuron::Credentials{"AKIDEXAMPLE", neuron::Secret("example"), {}, absl::nullopt});
    });
  }
  void Invalidate() override {}

 private:
  neuron::Clock* const clock_;
  std::unique_ptr<neuron::Alarm> alarm_;
};

// ECS and its agent, which count what they are asked.
class CountingEcs : public neuron::HttpTransport {
 public:
  struct Counts {
    int audits = 0;
    int others = 0;
    int introspections = 0;
  };

  explicit CountingEcs(neuron::Clock* clock) : clock_(clock) {}

  void Send(neuron::HttpRequest request, Callback callback) override {
    answers_.push_back(clock_->CallAfter(absl::Milliseconds(10),
                                         [body = Answer(request), callback = std::move(callback)] {
                                           callback({{200, {}, body}});
                                         }));
  }

  // Since the last call of this.
  Counts TakeCounts() { return std::exchange(counts_, Counts()); }

 private:
  std::string Answer(const neuron::HttpRequest& request) {
    if (absl::EndsWith(request.url, "/v1/metadata")) {
      ++counts_.introspections;
      return std::string(R"({"Cluster":"bench","ContainerInstanceArn":")") + kArn + R"("})";
    }
    const std::string target = neuron::SentHeader(request, "X-Amz-Target");
    if (absl::EndsWith(target, ".DescribeContainerInstances")) {
      ++counts_.audits;
      return Describe();
    }
    ++counts_.others;
    neuron::ecs_api::PutAttributesRequest put;
    neuron::ReadJson(request.body, &put);
    for (const neuron::ecs_api::Attribute& attribute : put.attributes()) {
      held_[attribute.name()] = attribute;
    }
    return "{}";
  }

  std::string Describe() const {
    neuron::ecs_api::DescribeContainerInstancesResponse response;
    neuron::ecs_api::ContainerInstance* const instance = response.add_container_instances();
    instance->set_container_instance_arn(kArn);
    for (const auto& entry : held_) {
      *instance->add_attributes() = entry.second;
    }
    return neuron::WriteJson(response);
  }

  neuron::Clock* const clock_;
  Counts counts_;
  std::map<std::string, neuron::ecs_api::Attribute> held_;
  std::vector<std::unique_ptr<neuron::Alarm>> answers_;
};

class QuietHost {
 public:
  void Pass(absl::Duration time) {
    for (absl::Duration passed; passed < time; passed += absl::Seconds(1)) {
      publisher_.Accept(snapshot_);
      clock_.Advance(absl::Seconds(1));
    }
  }

  void Start() { publisher_.Start(); }
  CountingEcs::Counts TakeCounts() { return ecs_.TakeCounts(); }
  const absl::Status& problem() const { return problem_; }

 private:
  static neuron::EcsPublisher::Options Options() {
    neuron::EcsPublisher::Options options;
    options.boot_tag = "7f3a";
    return options;
  }

  const neuron::Snapshot snapshot_ = neuron::ExampleSnapshot();
  neuron::FakeClock clock_;
  CountingEcs ecs_{&clock_};
  LastingCredentials credentials_{&clock_};
  neuron::Introspection introspection_{"http://localhost:51678", &ecs_};
  absl::Status problem_ = absl::UnknownError("it never began");
  neuron::EcsPublisher publisher_{
      Options(),
      [this](auto found) { introspection_.GetTarget(std::move(found)); },
      [this](const neuron::EcsTarget&) {
        return neuron::MakeEcsClient({"https://ecs.us-east-1.amazonaws.com", "us-east-1"}, &ecs_,
                                     &credentials_, &clock_);
      },
      &clock_,
      [] { return 0.5; },
      [this](const neuron::PublisherState& state) { problem_ = state.problem; }};
};

}  // namespace

int main(int argc, char** argv) {
  int hours = 0;
  if (argc != 2 || !absl::SimpleAtoi(argv[1], &hours) || hours < 1) {
    std::fputs("usage: publish-quiet HOURS\n", stderr);
    return 2;
  }
  QuietHost host;
  host.Start();
  host.Pass(absl::Minutes(1));
  const CountingEcs::Counts first = host.TakeCounts();
  if (!host.problem().ok() || first.others < 2) {
    std::fprintf(stderr, "publish-quiet: ECS was not told: %s\n",
                 host.problem().ToString().c_str());
    return 1;
  }
  host.Pass(absl::Hours(hours));
  const CountingEcs::Counts counts = host.TakeCounts();
  std::printf("{\"audits\": %d, \"others\": %d, \"introspections\": %d}\n", counts.audits,
              counts.others, counts.introspections);
  return 0;
}
