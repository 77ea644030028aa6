#ifndef AGENT_SINK_TOKEN_BUCKET_H_
#define AGENT_SINK_TOKEN_BUCKET_H_

#include "absl/time/time.h"

namespace neuron {

// A budget: `burst` at once, refilled by one each `interval`. Full at the start. Time is the
// caller's, and never goes back.
class TokenBucket {
 public:
  TokenBucket(int burst, absl::Duration interval)
      : burst_(burst), interval_(interval), tokens_(burst) {}

  // How long until there is a token; zero if there is one.
  absl::Duration Wait(absl::Duration now) const;

  // Takes one. REQUIRES: Wait(now) is zero.
  void Take(absl::Duration now);

 private:
  double TokensAt(absl::Duration now) const;

  int burst_;
  absl::Duration interval_;
  double tokens_;
  absl::Duration filled_at_;
};

}  // namespace neuron

#endif  // AGENT_SINK_TOKEN_BUCKET_H_
