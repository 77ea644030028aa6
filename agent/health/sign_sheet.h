#ifndef AGENT_HEALTH_SIGN_SHEET_H_
#define AGENT_HEALTH_SIGN_SHEET_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "agent/health/sign.h"

namespace neuron {

// What one pass over one chip says against it.
class SignSheet {
 public:
  SignSheet(int chip, absl::Time now) : chip_(chip), now_(now) {}

  // So many new errors.
  void AddEvent(Ailment ailment, SignSource source, std::uint64_t amount, std::string raw) {
    signs_.push_back({ailment, source, chip_, now_, amount, false, std::move(raw)});
  }

  // A state that holds now.
  void AddState(Ailment ailment, SignSource source, std::string raw,
                SignWeight weight = SignWeight::kByRules) {
    signs_.push_back({ailment, source, chip_, now_, 1, true, std::move(raw), weight});
  }

  // Whether such a state holds could not be seen: if it held before, it is not known to be over.
  void MarkUnseen(Ailment ailment) { unseen_[ailment] = true; }

  const std::vector<Sign>& signs() const { return signs_; }
  bool unseen(Ailment ailment) const { return unseen_[ailment]; }

 private:
  int chip_;
  absl::Time now_;
  std::vector<Sign> signs_;
  AilmentSet unseen_;
};

}  // namespace neuron

#endif  // AGENT_HEALTH_SIGN_SHEET_H_
