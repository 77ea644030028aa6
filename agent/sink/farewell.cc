#include "agent/sink/farewell.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "agent/sink/wire_attributes.h"

namespace neuron {

Farewell::Farewell(Clock* clock, absl::Duration deadline, Done done) : done_(std::move(done)) {
  alarm_ = clock->CallAfter(deadline, [this, deadline] {
    Finish(
        absl::DeadlineExceededError(absl::StrCat("ECS does not have the last words: no answer "
                                                 "within ",
                                                 absl::FormatDuration(deadline))));
  });
}

void Farewell::Withdraw(EcsClient* client, const EcsTarget& target,
                        const std::vector<DesiredAttribute>& withdrawn) {
  if (withdrawn.empty() || done_ == nullptr) {
    SayNothing();
    return;
  }
  client->PutAttributes(target, WireAttributes(withdrawn), Answer());
}

void Farewell::Delete(EcsClient* client, const EcsTarget& target,
                      const std::vector<std::string>& names) {
  if (names.empty() || done_ == nullptr) {
    SayNothing();
    return;
  }
  client->DeleteAttributes(target, names, Answer());
}

void Farewell::SayNothing() { Finish(absl::OkStatus()); }

EcsClient::WriteCallback Farewell::Answer() {
  return lifetime_.Guard([this](const absl::optional<EcsError>& error) {
    Finish(error.has_value() ? error->status : absl::OkStatus());
  });
}

void Farewell::Finish(const absl::Status& status) {
  alarm_ = nullptr;
  if (done_ != nullptr) {
    std::exchange(done_, nullptr)(status);
  }
}

}  // namespace neuron
