#include "agent/cli/health_check.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "agent/base/boot_id.h"
#include "agent/base/status.h"
#include "agent/cli/baseline.h"
#include "agent/cli/comparison.h"
#include "agent/cli/health_check_text.h"
#include "agent/cli/health_outcome.h"
#include "agent/cli/message_text.h"
#include "agent/cli/observation.h"
#include "agent/cli/patient_visits.h"
#include "agent/cli/snapshot_source.h"
#include "agent/cli/standing_faults.h"
#include "agent/cli/text_table.h"

namespace neuron {
namespace {

// One look at the host, and what it says of that which should stay as it is.
struct Look {
  std::shared_ptr<const Snapshot> snapshot;
  Observation observation;
};

absl::StatusOr<Look> TakeLook(const Options& options) {
  PatientVisits visits(options.host, options.patience, PatientVisits::Timing::kEachRead);
  Look look;
  NEURON_ASSIGN_OR_RETURN(look.snapshot, LookHere(options, &visits));
  look.observation = Observe(*look.snapshot, ReadBootId(options.host.proc), visits.latencies());
  return look;
}

HealthCheck CheckBy(absl::optional<Observation> baseline, const Look& look) {
  HealthCheck check;
  check.observation = look.observation;
  check.baseline = std::move(baseline);
  ChipSet counted;
  if (check.baseline.has_value()) {
    check.differences = Compare(*check.baseline, look.observation);
    counted = CountedChips(*check.baseline, look.observation);
  }
  const std::vector<Difference> standing = StandingFaults(*look.snapshot, counted);
  check.differences.insert(check.differences.end(), standing.begin(), standing.end());
  return check;
}

std::string Text(const Options& options, const HealthCheck& check) {
  switch (options.format) {
    case Format::kJson:
      return JsonPage(EncodeHealthCheck(check, options.asked));
    case Format::kProto:
      return EncodeHealthCheck(check, options.asked).SerializeAsString();
    case Format::kCsv:
    case Format::kTable:
      break;
  }
  return HealthCheckTable(check, options.asked);
}

absl::Status Outcome(const Options& options, const HealthCheck& check) {
  const absl::Status outcome = OutcomeOf(AskedFor(check.differences, options.asked));
  if (check.baseline.has_value() || absl::IsFailedPrecondition(outcome)) {
    return outcome;
  }
  return absl::UnknownError(absl::StrCat(outcome.ok() ? "" : absl::StrCat(outcome.message(), "; "),
                                         "no baseline at ", options.baseline,
                                         ": record one with neuronctl health --check --record"));
}

absl::Status MayRecord(const Observation& observation) {
  if (observation.chips.empty()) {
    return absl::FailedPreconditionError("nothing to record: the driver shows no chip");
  }
  for (const ObservedChip& chip : observation.chips) {
    if (!chip.answered.ok()) {
      return absl::FailedPreconditionError(
          absl::StrCat("not recorded: chip ", chip.index, " does not answer (",
                       chip.answered.message(), "); record when all do"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status RunHealthCheck(const Options& options, const Output& output) {
  NEURON_ASSIGN_OR_RETURN(absl::optional<Observation> baseline, LoadBaseline(options.baseline));
  NEURON_ASSIGN_OR_RETURN(const Look look, TakeLook(options));
  NEURON_RETURN_IF_ERROR(CheckThere(*look.snapshot, options.asked));
  const HealthCheck check = CheckBy(std::move(baseline), look);
  NEURON_RETURN_IF_ERROR(output(Text(options, check)));
  return Outcome(options, check);
}

absl::Status RunRecord(const Options& options, const Output& output) {
  NEURON_ASSIGN_OR_RETURN(const Look look, TakeLook(options));
  NEURON_RETURN_IF_ERROR(MayRecord(look.observation));
  NEURON_RETURN_IF_ERROR(SaveBaseline(options.baseline, look.observation));
  std::string text = absl::StrCat("recorded ", look.observation.chips.size(), " chips in ",
                                  options.baseline, "\n");
  for (const std::string& gap : GapsOf(look.observation)) {
    absl::StrAppend(&text, "gap: ", Printable(gap), "\n");
  }
  for (const Difference& fault : StandingFaults(*look.snapshot, {})) {
    absl::StrAppend(&text, "already so: ", DifferenceText(fault), "\n");
  }
  return output(text);
}

}  // namespace neuron
