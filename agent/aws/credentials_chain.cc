#include "agent/aws/credentials_chain.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/lifetime.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

constexpr absl::Duration kRefreshAhead = absl::Minutes(15);
constexpr absl::Duration kFetchInterval = absl::Minutes(1);

// Credentials that wait to be asked for: given once and for all, or fetched from the role.
class CredentialsChain : public CredentialsProvider {
 public:
  // `given` or `metadata` is there.
  CredentialsChain(absl::optional<Credentials> given, InstanceMetadata* metadata, Clock* clock)
      : metadata_(metadata), clock_(clock), known_(std::move(given)) {}

  void Get(Callback callback) override {
    waiting_.push_back(std::move(callback));
    soon_ = clock_->CallAfter(absl::ZeroDuration(), [this] { Serve(); });
  }

  void Invalidate() override {
    if (metadata_ != nullptr) {
      known_.reset();
      next_fetch_ = absl::ZeroDuration();
    }
  }

 private:
  void Serve() {
    if (IsFetchDue()) {
      Fetch();
    }
    if (known_.has_value() && !(fetching_ && EndsWithin(absl::ZeroDuration()))) {
      Answer(*known_);
    }
  }

  bool EndsWithin(absl::Duration delay) const {
    return known_->expiration.has_value() && clock_->Now() + delay >= *known_->expiration;
  }

  bool IsFetchDue() const {
    if (fetching_ || metadata_ == nullptr) {
      return false;
    }
    return !known_.has_value() || (EndsWithin(kRefreshAhead) && clock_->Monotonic() >= next_fetch_);
  }

  void Fetch() {
    fetching_ = true;
    next_fetch_ = clock_->Monotonic() + kFetchInterval;
    metadata_->GetCredentials(lifetime_.Guard([this](absl::StatusOr<Credentials> fetched) {
      fetching_ = false;
      if (fetched.ok()) {
        known_ = *std::move(fetched);
      }
      Answer(known_.has_value() ? *known_ : std::move(fetched));
    }));
  }

  // Each callback may destroy this.
  void Answer(const absl::StatusOr<Credentials>& answer) {
    const std::vector<Callback> waiting = std::exchange(waiting_, {});
    auto call = lifetime_.Guard(
        [](const Callback& callback, const absl::StatusOr<Credentials>& a) { callback(a); });
    for (const Callback& callback : waiting) {
      call(callback, answer);
    }
  }

  InstanceMetadata* const metadata_;
  Clock* const clock_;
  absl::optional<Credentials> known_;
  bool fetching_ = false;
  absl::Duration next_fetch_;
  std::vector<Callback> waiting_;
  std::unique_ptr<Alarm> soon_;
  Lifetime lifetime_;
};

absl::StatusOr<absl::optional<Credentials>> Given(const EnvironmentCredentials& environment) {
  if (environment.access_key_id.empty() && environment.secret_access_key.empty()) {
    return absl::optional<Credentials>();
  }
  if (environment.access_key_id.empty() || environment.secret_access_key.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        environment.access_key_id.empty() ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY",
        " is not set, though the other key is: set both, or neither to use the instance's role"));
  }
  Credentials credentials;
  credentials.access_key_id = environment.access_key_id;
  credentials.secret_access_key = Secret(environment.secret_access_key);
  credentials.session_token = Secret(environment.session_token);
  return absl::make_optional(std::move(credentials));
}

}  // namespace

absl::StatusOr<std::unique_ptr<CredentialsProvider>> MakeCredentialsChain(
    const EnvironmentCredentials& environment, InstanceMetadata* metadata, Clock* clock) {
  NEURON_ASSIGN_OR_RETURN(absl::optional<Credentials> given, Given(environment));
  InstanceMetadata* const source = given.has_value() ? nullptr : metadata;
  return std::make_unique<CredentialsChain>(std::move(given), source, clock);
}

}  // namespace neuron
