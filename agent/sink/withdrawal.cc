#include "agent/sink/withdrawal.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

// What is to be taken back is not to go on from.
EcsPublisher::Options WithoutHandover(EcsPublisher::Options options) {
  options.handover_file = HandoverFile();
  return options;
}

}  // namespace

Withdrawal::Withdrawal(EcsPublisher::Options options, EcsPublisher::FindTarget find_target,
                       EcsPublisher::MakeClient make_client, Clock* clock,
                       std::function<double()> random)
    : clock_(clock),
      on_stop_(options.on_stop),
      publisher_(WithoutHandover(std::move(options)), std::move(find_target),
                 std::move(make_client), clock, std::move(random),
                 [this](const PublisherState& state) { Observe(state); }) {}

void Withdrawal::Run(absl::Duration deadline, Done done) {
  done_ = std::move(done);
  alarm_ = clock_->CallAfter(deadline, [this, deadline] {
    Finish(absl::DeadlineExceededError(absl::StrCat(
        "the attributes could not be taken back within ", absl::FormatDuration(deadline),
        problem_.ok() ? "" : ": ", problem_.message())));
  });
  publisher_.Start();
}

void Withdrawal::Observe(const PublisherState& state) {
  problem_ = state.problem;
  if (!state.withdrawn || withdrawn_) {
    return;
  }
  withdrawn_ = true;
  // What is left alone is no failure. From here on only the last words can fail.
  problem_ = absl::OkStatus();
  if (on_stop_ == OnStop::kDelete) {
    publisher_.Stop([this] { Finish(problem_); });
  } else {
    Finish(absl::OkStatus());
  }
}

void Withdrawal::Finish(const absl::Status& status) {
  alarm_ = nullptr;
  if (done_ != nullptr) {
    std::exchange(done_, nullptr)(status);
  }
}

}  // namespace neuron
