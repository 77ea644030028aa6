#include "agent/telemetry/samples.h"

#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "tests/fakes/dim_snapshot.h"
#include "tests/fakes/example_chip.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/ultraserver_snapshot.h"

namespace neuron {
namespace {

// name{label=value,...}
std::string NameOf(const Sample& sample) {
  std::vector<std::string> labels;
  for (const Label& label : sample.labels) {
    labels.push_back(absl::StrCat(label.name, "=", label.value));
  }
  return absl::StrCat(sample.metric.name, "{", absl::StrJoin(labels, ","), "}");
}

std::map<std::string, double> SamplesOf(const Snapshot& snapshot) {
  std::map<std::string, double> samples;
  ForEachSample(snapshot, [&](const Sample& sample) {
    const double value =
        absl::visit([](auto number) { return static_cast<double>(number); }, sample.value);
    EXPECT_TRUE(samples.emplace(NameOf(sample), value).second) << NameOf(sample) << " comes twice";
  });
  return samples;
}

int CountWith(const std::map<std::string, double>& samples, absl::string_view part) {
  int count = 0;
  for (const auto& [name, value] : samples) {
    count += absl::StrContains(name, part);
  }
  return count;
}

TEST(ForEachSample, ReadsTheHost) {
  const std::map<std::string, double> samples = SamplesOf(ExampleSnapshot());
  EXPECT_EQ(samples.at("neuron_chips{}"), 16);
  EXPECT_EQ(samples.at("neuron_free_chips{}"), 9);
  EXPECT_EQ(samples.at("neuron_host_degraded{}"), 1);
  EXPECT_EQ(samples.at("neuron_host_impaired{}"), 0);
  EXPECT_DOUBLE_EQ(samples.at("neuron_snapshot_collection_seconds{}"), 0.023456);
  EXPECT_DOUBLE_EQ(samples.at("neuron_snapshot_timestamp_seconds{}"), 1795000000);
}

TEST(ForEachSample, ReadsEachChipAndCore) {
  const std::map<std::string, double> samples = SamplesOf(ExampleSnapshot());
  EXPECT_EQ(samples.at("neuron_chip_held{chip=4}"), 1);
  EXPECT_EQ(samples.at("neuron_chip_held{chip=8}"), 0);
  EXPECT_EQ(samples.at("neuron_chip_bad{chip=15}"), 1);
  EXPECT_EQ(samples.at("neuron_chip_suspect{chip=2}"), 1);
  EXPECT_EQ(samples.at("neuron_chip_hbm_ecc_repairable_total{chip=2}"), 3);
  EXPECT_EQ(samples.at("neuron_core_inferences_total{chip=5,core=1}"), 5106);
}

TEST(ForEachSample, ReadsEachPartOfAChip) {
  const std::map<std::string, double> samples = SamplesOf(ExampleSnapshot());
  EXPECT_EQ(samples.at("neuron_chip_time_in_use_unit{chip=3,unit=nanoseconds}"), 1);
  EXPECT_EQ(samples.at("neuron_chip_signs{chip=2,ailment=hbm_repairable}"), 1);
  EXPECT_EQ(CountWith(samples, "neuron_chip_signs{"), 3);
  EXPECT_EQ(CountWith(samples, "neuron_chip_group_read_timestamp_seconds{chip=3,group="), 5);
  EXPECT_DOUBLE_EQ(samples.at("neuron_chip_die_power_ratio{chip=3,die=0}"), 0.155);
  EXPECT_EQ(CountWith(samples, "neuron_chip_die_power_ratio{chip=3,"), 1);
  EXPECT_EQ(CountWith(samples, "neuron_chip_host_memory_class_bytes{chip=3,class="), 8);
  EXPECT_EQ(samples.at("neuron_chip_counter_rebases_total{chip=2,counter=mem_ecc_uncorrected}"), 1);
  EXPECT_EQ(samples.at("neuron_chip_unhealthy_components{chip=2}"), 2);
  EXPECT_DOUBLE_EQ(samples.at("neuron_chip_power_min_ratio{chip=3}"), 0.0325);
}

TEST(ForEachSample, ReadsEachPartOfACore) {
  const std::map<std::string, double> samples = SamplesOf(ExampleSnapshot());
  EXPECT_EQ(samples.at("neuron_core_utilization_ratio{chip=3,core=1,source=nc_time_in_use}"),
            0.125);
  EXPECT_EQ(CountWith(samples, "neuron_core_device_memory_class_bytes{chip=3,core=1,class="), 11);
  EXPECT_EQ(CountWith(samples, "neuron_core_tensor_idle_cycles{chip=3,core=1,row_group="), 4);
  EXPECT_EQ(samples.at("neuron_core_counter_rebases_total{chip=2,core=1,counter=inference_count}"),
            2);
}

TEST(ForEachSample, LeavesOutPartsOfWhichNothingIsKnown) {
  const std::map<std::string, double> samples = SamplesOf(DimSnapshot());
  EXPECT_EQ(CountWith(samples, "neuron_core_utilization_ratio{chip=5,"), 0);
  EXPECT_EQ(CountWith(samples, "neuron_core_tensor_idle_cycles{chip=5,core=0,"), 0);
  EXPECT_EQ(CountWith(samples, "neuron_chip_group_read_timestamp_seconds{chip=5,group="), 4);
  EXPECT_EQ(CountWith(samples, "neuron_chip_unhealthy_components{chip=5}"), 0);
  EXPECT_EQ(samples.at("neuron_chip_firmware_unreachable{chip=5}"), 1);
}

TEST(ForEachSample, ReadsThePciSide) {
  const std::map<std::string, double> samples = SamplesOf(UltraServerSnapshot());
  EXPECT_EQ(samples.at("neuron_missing_chips{}"), 1);
  EXPECT_EQ(samples.at("neuron_chip_pci_link_transfers_per_second{chip=6}"), 32e9);
  EXPECT_EQ(samples.at("neuron_chip_pci_link_lanes{chip=6}"), 4);
  EXPECT_EQ(samples.at("neuron_chip_pci_widest_link_lanes{chip=6}"), 8);
  EXPECT_EQ(samples.at("neuron_chip_pci_correctable_errors_total{chip=6}"), 1234);
  EXPECT_EQ(samples.count("neuron_chip_pci_link_lanes{chip=15}"), 0u);
  EXPECT_EQ(SamplesOf(ExampleSnapshot()).at("neuron_source_up{source=pci,chip=3}"), 0);
}

TEST(ForEachSample, DoesNotCountMissingChipsWhilePciIsDown) {
  Snapshot snapshot = ExampleSnapshot();
  EXPECT_EQ(SamplesOf(snapshot).at("neuron_missing_chips{}"), 0);
  EXPECT_EQ(SamplesOf(snapshot).at("neuron_findings{code=missing_chip}"), 0);
  snapshot.sources.back().status = absl::UnavailableError("no answer");
  const std::map<std::string, double> samples = SamplesOf(snapshot);
  EXPECT_EQ(samples.at("neuron_source_up{source=pci}"), 0);
  EXPECT_EQ(samples.count("neuron_missing_chips{}"), 0u);
  EXPECT_EQ(samples.count("neuron_findings{code=missing_chip}"), 0u);
  EXPECT_EQ(samples.at("neuron_findings{code=twin_chips}"), 0);
}

TEST(ForEachSample, CountsTheFindingsOfEachKind) {
  const std::map<std::string, double> samples = SamplesOf(UltraServerSnapshot());
  EXPECT_EQ(CountWith(samples, "neuron_findings{code="), 8);
  EXPECT_EQ(samples.at("neuron_findings{code=missing_chip}"), 1);
  EXPECT_EQ(samples.at("neuron_findings{code=twin_chips}"), 0);
}

TEST(ForEachSample, LeavesOutWhatIsUnknown) {
  const std::map<std::string, double> samples = SamplesOf(ExampleSnapshot());
  EXPECT_EQ(CountWith(samples, "neuron_core_inferences_total{chip=9,"), 0);
  EXPECT_EQ(samples.count("neuron_chip_bad{chip=9}"), 0u);
  EXPECT_EQ(samples.count("neuron_chip_resetting{chip=9}"), 0u);
  EXPECT_EQ(samples.count("neuron_chip_held{chip=12}"), 0u);
}

TEST(ForEachSample, LeavesOutWhatIsAbsent) {
  const std::map<std::string, double> samples = SamplesOf(DimSnapshot());
  EXPECT_EQ(samples.count("neuron_chip_cores{chip=1}"), 0u);
  EXPECT_EQ(samples.count("neuron_core_inferences_total{chip=5,core=0}"), 0u);
  EXPECT_EQ(samples.count("neuron_core_inferences_total{chip=5,core=1}"), 1u);
}

TEST(ForEachSample, CountsNothingThatSomeHiddenProcessMayChange) {
  const std::map<std::string, double> samples = SamplesOf(DimSnapshot());
  EXPECT_EQ(samples.count("neuron_free_chips{}"), 0u);
  EXPECT_EQ(samples.count("neuron_holders{}"), 0u);
  EXPECT_EQ(samples.count("neuron_chip_holders{chip=5}"), 0u);
  EXPECT_EQ(samples.at("neuron_chip_held{chip=5}"), 1);
}

TEST(ForEachSample, SaysWhichSourceIsUp) {
  const std::map<std::string, double> samples = SamplesOf(ExampleSnapshot());
  EXPECT_EQ(samples.at("neuron_source_up{source=sysfs}"), 0);
  EXPECT_EQ(samples.at("neuron_source_up{source=processes}"), 1);
}

TEST(ForEachSample, SaysForEachChipWhetherAllOfASourceIsKnown) {
  const std::map<std::string, double> samples = SamplesOf(ExampleSnapshot());
  EXPECT_EQ(samples.at("neuron_source_up{source=sysfs,chip=8}"), 1);
  EXPECT_EQ(samples.at("neuron_source_up{source=sysfs,chip=9}"), 0);
  EXPECT_EQ(samples.at("neuron_source_up{source=processes,chip=9}"), 1);
  EXPECT_EQ(samples.at("neuron_source_up{source=processes,chip=12}"), 0);
}

TEST(ForEachSample, LooksForTheUnknownInEveryCore) {
  Snapshot snapshot = ExampleSnapshot();
  ChipCounters counters = ExampleCounters(8);
  counters.cores[1].tallies[CoreTally::kInferences] =
      Reading<std::uint64_t>::Unknown(absl::DataLossError("garbage"));
  snapshot.chips[8].counters = counters;
  EXPECT_EQ(SamplesOf(snapshot).at("neuron_source_up{source=sysfs,chip=8}"), 0);
}

TEST(ForEachSample, LooksForTheUnknownInEveryPart) {
  Snapshot snapshot = ExampleSnapshot();
  ChipCounters counters = ExampleCounters(8);
  counters.raw_power = Reading<RawPower>::Unknown(absl::DataLossError("garbage"));
  snapshot.chips[8].counters = counters;
  EXPECT_EQ(SamplesOf(snapshot).at("neuron_source_up{source=sysfs,chip=8}"), 0);
}

TEST(ForEachSample, HasNoLastSuccessOfASourceThatNeverAnswered) {
  EXPECT_EQ(CountWith(SamplesOf(DimSnapshot()), "neuron_source_last_success"), 1) << "pci";
  EXPECT_EQ(CountWith(SamplesOf(ExampleSnapshot()), "neuron_source_last_success"), 4);
}

TEST(ForEachSample, IdentifiesEachChipAsFarAsItIsKnown) {
  const std::map<std::string, double> samples = SamplesOf(ExampleSnapshot());
  EXPECT_EQ(samples.count("neuron_chip_info{chip=4,bdf=0000:14:1e.0,serial=1a2b3c4d5e000004,"
                          "type=trainium1}"),
            1u);
  EXPECT_EQ(samples.count("neuron_chip_info{chip=3,type=trainium1}"), 1u);
}

TEST(ForEachSample, GoesMetricByMetricAndChipByChip) {
  std::vector<std::string> names;
  ForEachSample(DimSnapshot(), [&](const Sample& sample) {
    if (sample.metric.scope == MetricScope::kCore) names.push_back(NameOf(sample));
  });
  ASSERT_GE(names.size(), 3u);
  EXPECT_EQ(names[0], "neuron_core_device_memory_bytes{chip=5,core=0}");
  EXPECT_EQ(names[1], "neuron_core_device_memory_bytes{chip=5,core=2}");
  EXPECT_EQ(names[2], "neuron_core_device_memory_peak_bytes{chip=5,core=0}");
}

TEST(ForEachSample, KeepsCountsWhole) {
  Snapshot snapshot = ExampleSnapshot();
  ChipCounters counters = ExampleCounters(0);
  counters.cores[0].tallies[CoreTally::kInferences] = ~std::uint64_t{0};
  snapshot.chips[0].counters = counters;
  bool seen = false;
  ForEachSample(snapshot, [&](const Sample& sample) {
    if (NameOf(sample) != "neuron_core_inferences_total{chip=0,core=0}") return;
    seen = true;
    EXPECT_EQ(absl::get<std::uint64_t>(sample.value), ~std::uint64_t{0});
  });
  EXPECT_TRUE(seen);
}

TEST(ForEachSample, HasAValueInEveryLabel) {
  ForEachSample(DimSnapshot(), [](const Sample& sample) {
    for (const Label& label : sample.labels) {
      EXPECT_FALSE(label.value.empty()) << NameOf(sample);
    }
  });
}

}  // namespace
}  // namespace neuron
