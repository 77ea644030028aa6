#include "agent/sink/attribute_look.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

absl::StatusOr<std::vector<EcsAttribute>> HeldIn(
    const absl::variant<std::vector<EcsAttribute>, EcsError>& answer) {
  const EcsError* const error = absl::get_if<EcsError>(&answer);
  if (error != nullptr) {
    return error->status;
  }
  return absl::get<std::vector<EcsAttribute>>(answer);
}

}  // namespace

AttributeLook::AttributeLook(EcsClient* client, const EcsTarget& target, Clock* clock,
                             absl::Duration deadline, Done done)
    : done_(std::move(done)) {
  alarm_ = clock->CallAfter(deadline, [this, deadline] {
    Finish(absl::DeadlineExceededError(absl::StrCat("DescribeContainerInstances: no answer within ",
                                                    absl::FormatDuration(deadline))));
  });
  client->ListAttributes(
      target,
      lifetime_.Guard([this](const absl::variant<std::vector<EcsAttribute>, EcsError>& answer) {
        Finish(HeldIn(answer));
      }));
}

void AttributeLook::Finish(absl::StatusOr<std::vector<EcsAttribute>> held) {
  alarm_ = nullptr;
  if (done_ != nullptr) {
    std::exchange(done_, nullptr)(held);
  }
}

}  // namespace neuron
