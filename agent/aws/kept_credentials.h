#ifndef AGENT_AWS_KEPT_CREDENTIALS_H_
#define AGENT_AWS_KEPT_CREDENTIALS_H_

#include <functional>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "agent/aws/credentials.h"
#include "agent/base/clock.h"
#include "agent/base/lifetime.h"

namespace neuron {

// Asks a source for credentials once; the callback may come from within. There is at most one
// question at a time.
using FetchCredentials = std::function<void(CredentialsProvider::Callback)>;

// A source's credentials, fetched when first needed, then kept and renewed in the background when
// agent/aws/refresh_plan.h says.
//
// While the source fails, the old ones are kept, even beyond their end: AWS lets them live longer
// when it cannot renew them. That they could not be renewed is logged once, and that they were
// after all. While none are known each Get() asks the source, and fails as it does: its pace is the
// caller's. Get() waits for the source only if none are known, or if they have ended and are
// being renewed at that moment.
class KeptCredentials : public CredentialsProvider {
 public:
  // Borrows the clock. `random01` gives numbers from 0 to less than 1.
  KeptCredentials(FetchCredentials fetch, Clock* clock, std::function<double()> random01);

  void Get(Callback callback) override;
  void Invalidate() override;

 private:
  void Serve();
  bool HaveEnded() const;
  void Fetch();
  void Receive(absl::StatusOr<Credentials> fetched);
  void Adopt(Credentials fetched);
  void KeepOnAfter(const absl::Status& failure);
  void FetchAfter(absl::Duration delay);
  void Answer(const absl::StatusOr<Credentials>& answer);

  const FetchCredentials fetch_;
  Clock* const clock_;
  const std::function<double()> random01_;
  absl::optional<Credentials> known_;
  bool fetching_ = false;
  int failures_ = 0;
  std::vector<Callback> waiting_;
  std::unique_ptr<Alarm> soon_;
  std::unique_ptr<Alarm> refresh_;
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_AWS_KEPT_CREDENTIALS_H_
