#include "agent/aws/kept_credentials.h"

#include <string>
#include <utility>

#include "absl/time/time.h"
#include "agent/aws/refresh_plan.h"
#include "agent/base/log.h"

namespace neuron {

KeptCredentials::KeptCredentials(FetchCredentials fetch, Clock* clock,
                                 std::function<double()> random01)
    : fetch_(std::move(fetch)), clock_(clock), random01_(std::move(random01)) {}

void KeptCredentials::Get(Callback callback) {
  waiting_.push_back(std::move(callback));
  soon_ = clock_->CallAfter(absl::ZeroDuration(), [this] { Serve(); });
}

void KeptCredentials::Invalidate() { known_.reset(); }

void KeptCredentials::Serve() {
  if (known_.has_value()) {
    if (!(fetching_ && HaveEnded())) {
      Answer(*known_);
    }
  } else if (!fetching_) {
    Fetch();
  }
}

bool KeptCredentials::HaveEnded() const {
  return known_->expiration.has_value() && clock_->Now() >= *known_->expiration;
}

void KeptCredentials::Fetch() {
  fetching_ = true;
  // Whoever is answered may destroy this, and what runs then must not go with it.
  const FetchCredentials fetch = fetch_;
  fetch(lifetime_.Guard(
      [this](absl::StatusOr<Credentials> fetched) { Receive(std::move(fetched)); }));
}

void KeptCredentials::Receive(absl::StatusOr<Credentials> fetched) {
  fetching_ = false;
  if (fetched.ok()) {
    Adopt(*std::move(fetched));
  } else if (known_.has_value()) {
    KeepOnAfter(fetched.status());
  } else {
    refresh_ = nullptr;
  }
  Answer(known_.has_value() ? *known_ : std::move(fetched));
}

void KeptCredentials::Adopt(Credentials fetched) {
  known_ = std::move(fetched);
  if (std::exchange(failures_, 0) > 0) {
    Log(LogLevel::kInfo, "credentials_renewed");
  }
  refresh_ = nullptr;
  if (known_->expiration.has_value()) {
    FetchAfter(UntilRefresh(*known_->expiration - clock_->Now(), random01_()));
  }
}

void KeptCredentials::KeepOnAfter(const absl::Status& failure) {
  if (++failures_ == 1) {
    Log(LogLevel::kWarning, "credentials_not_renewed",
        {{"error", std::string(failure.message())},
         {"consequence", "the old ones are used on, and renewed as soon as that can be done"}});
  }
  FetchAfter(UntilRetry(failures_, random01_()));
}

void KeptCredentials::FetchAfter(absl::Duration delay) {
  refresh_ = clock_->CallAfter(delay, [this] {
    if (!fetching_) {
      Fetch();
    }
  });
}

// Each callback may destroy this. REQUIRES: the answer is no part of it.
void KeptCredentials::Answer(const absl::StatusOr<Credentials>& answer) {
  const std::vector<Callback> waiting = std::exchange(waiting_, {});
  auto call = lifetime_.Guard(
      [](const Callback& callback, const absl::StatusOr<Credentials>& a) { callback(a); });
  for (const Callback& callback : waiting) {
    call(callback, answer);
  }
}

}  // namespace neuron
