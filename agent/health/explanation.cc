#include "agent/health/explanation.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/base/utc_text.h"
#include "agent/health/advice.h"

namespace neuron {
namespace {

// To the next full second: nothing is over before it is said to be.
absl::Time RoundedUp(absl::Time time) {
  return absl::UnixEpoch() + absl::Ceil(time - absl::UnixEpoch(), absl::Seconds(1));
}

std::string Told(const Sign& sign) {
  return absl::StrCat(Word(sign.source), sign.lasting ? " since " : " at ", UtcText(sign.seen_at),
                      ": ", sign.raw);
}

// Conclusive signs, then those that may be old last.
int Rank(const Sign& sign) {
  switch (sign.weight) {
    case SignWeight::kConclusive:
      return 0;
    case SignWeight::kByRules:
      return 1;
    case SignWeight::kMayBeOld:
      break;
  }
  return 2;
}

void SortByGravity(std::vector<Trouble>* troubles) {
  std::stable_sort(troubles->begin(), troubles->end(),
                   [](const Trouble& a, const Trouble& b) { return a.level > b.level; });
  for (Trouble& trouble : *troubles) {
    std::stable_sort(trouble.signs.begin(), trouble.signs.end(),
                     [](const Sign& a, const Sign& b) { return Rank(a) < Rank(b); });
  }
}

// For how long it will go on, for a comparison: what never ends by itself, what goes on now, what
// only waits.
auto Permanence(const Trouble& trouble) {
  const bool is_for_good = trouble.until == absl::InfiniteFuture();
  return std::make_tuple(is_for_good && !trouble.cured_by_reload, is_for_good, trouble.holds_now,
                         trouble.until);
}

std::string ClearsWhen(const Trouble& trouble) {
  const char* reload = trouble.cured_by_reload ? ", or the driver is loaded anew" : "";
  if (trouble.until == absl::InfiniteFuture()) {
    return absl::StrCat("the instance is replaced", reload);
  }
  if (trouble.holds_now) {
    return absl::StrCat(AdviceOn(trouble.ailment).over_once, ", and no further sign for ",
                        absl::FormatDuration(trouble.hold), reload);
  }
  return absl::StrCat("no further sign until ", UtcText(RoundedUp(trouble.until)), reload);
}

}  // namespace

ChipHealth ExplainTroubles(std::vector<Trouble> troubles) {
  SortByGravity(&troubles);
  const Trouble& gravest = troubles.front();
  ChipHealth health;
  health.verdict = gravest.level;
  health.reason = Word(gravest.ailment);
  health.evidence = absl::StrJoin(gravest.signs, "; ", [](std::string* text, const Sign& sign) {
    absl::StrAppend(text, Told(sign));
  });
  health.advice = AdviceOn(gravest.ailment).what;
  const auto end = std::find_if(troubles.begin(), troubles.end(), [&](const Trouble& trouble) {
    return trouble.level != gravest.level;
  });
  health.clears_when =
      ClearsWhen(*std::max_element(troubles.begin(), end, [](const Trouble& a, const Trouble& b) {
        return Permanence(a) < Permanence(b);
      }));
  for (const Trouble& trouble : troubles) {
    health.signs.insert(health.signs.end(), trouble.signs.begin(), trouble.signs.end());
  }
  return health;
}

ChipHealth ExplainFlapping(Verdict level, std::size_t relapses) {
  ChipHealth health;
  health.verdict = level;
  health.reason = "flapping";
  health.evidence = absl::StrCat("the chip was well and ill again ", relapses, " times in a day");
  health.advice = AdviceOnFlapping().what;
  health.clears_when = absl::StrCat(AdviceOnFlapping().over_once, ", or the instance is replaced");
  return health;
}

ChipHealth ExplainBlindness(const Blindness& blindness) {
  ChipHealth health;
  health.verdict = Verdict::kUnknown;
  health.reason = blindness.reason;
  health.evidence = blindness.evidence;
  health.clears_when = blindness.over_once;
  return health;
}

ChipHealth ExplainWell() {
  return {Verdict::kOk,      "none", /*evidence=*/"", {}, /*advice=*/"", absl::InfinitePast(),
          /*clears_when=*/""};
}

}  // namespace neuron
