#include "agent/sampling_flags.h"

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/flag_text.h"
#include "agent/health_rules_file.h"
#include "gflags/gflags.h"

DEFINE_string(sample_period, "1s",
              "how often to look at what verdicts, utilisation and memory rest on, such as 500ms");
DEFINE_string(read_deadline, "1s",
              "how long a chip may take to answer before it counts as unknown");
DEFINE_string(events_period, "30s",
              "how often to read the counters of rarer events; 0 for never, as below");
DEFINE_string(memory_period, "60s",
              "how often to read what memory is used for, while somebody asks; so the next two");
DEFINE_string(tensor_period, "10s",
              "how often to read what tensor engines do, thousands of registers on trn2");
DEFINE_string(power_period, "60s", "how often to read power, which moves once a minute");
DEFINE_string(health_rules, "",
              "a file of rules that make chips suspect or bad, read again on SIGHUP; empty: those "
              "that are built in");
DEFINE_string(datastore, "off",
              "attach, to read what the holders of chips count, at the cost told above; or off");

namespace neuron {
namespace {

constexpr absl::Duration kShortest = absl::Milliseconds(100);

absl::StatusOr<absl::Duration> ParsePeriod(absl::string_view name, const std::string& value) {
  if (value == "0" || value == "0s") {
    return absl::ZeroDuration();
  }
  NEURON_ASSIGN_OR_RETURN(const absl::Duration period, ParseDurationFlag(name, value));
  if (period < kShortest) {
    return absl::InvalidArgumentError(
        absl::StrCat("bad value --", name, "=", value, ": 0 or at least 100ms expected"));
  }
  return period;
}

absl::StatusOr<bool> ParseDatastore(const std::string& value) {
  if (value == "off" || value == "attach") {
    return value == "attach";
  }
  return absl::InvalidArgumentError(
      absl::StrCat("bad value --datastore=", value, ": off or attach expected"));
}

absl::StatusOr<GroupPeriods> ReadPeriods() {
  GroupPeriods periods;
  NEURON_ASSIGN_OR_RETURN(periods[CounterGroup::kEvents],
                          ParsePeriod("events_period", FLAGS_events_period));
  NEURON_ASSIGN_OR_RETURN(periods[CounterGroup::kMemory],
                          ParsePeriod("memory_period", FLAGS_memory_period));
  NEURON_ASSIGN_OR_RETURN(periods[CounterGroup::kTensor],
                          ParsePeriod("tensor_period", FLAGS_tensor_period));
  NEURON_ASSIGN_OR_RETURN(periods[CounterGroup::kPower],
                          ParsePeriod("power_period", FLAGS_power_period));
  return periods;
}

}  // namespace

absl::StatusOr<HealthRules> ChooseHealthRules(const std::string& path) {
  return path.empty() ? absl::StatusOr<HealthRules>(DefaultHealthRules()) : LoadHealthRules(path);
}

const std::vector<std::string>& SamplingFlagNames() {
  static const auto* const names = new std::vector<std::string>{
      "sample_period", "read_deadline", "events_period", "memory_period",
      "tensor_period", "power_period",  "health_rules",  "datastore"};
  return *names;
}

absl::StatusOr<SamplingOptions> SamplingOptionsFromFlags() {
  SamplingOptions options;
  NEURON_ASSIGN_OR_RETURN(options.period, ParseDurationFlag("sample_period", FLAGS_sample_period));
  if (options.period < kShortest) {
    return absl::InvalidArgumentError(absl::StrCat(
        "bad value --sample_period=", FLAGS_sample_period, ": at least 100ms expected"));
  }
  NEURON_ASSIGN_OR_RETURN(options.read_deadline,
                          ParseDurationFlag("read_deadline", FLAGS_read_deadline));
  NEURON_ASSIGN_OR_RETURN(options.groups, ReadPeriods());
  options.rules_path = FLAGS_health_rules;
  NEURON_ASSIGN_OR_RETURN(options.rules, ChooseHealthRules(options.rules_path));
  NEURON_ASSIGN_OR_RETURN(options.attach_to_datastores, ParseDatastore(FLAGS_datastore));
  return options;
}

}  // namespace neuron
