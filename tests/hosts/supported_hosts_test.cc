// README's table of hosts, from what the agent says of the simulated ones.

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "gtest/gtest.h"
#include "tests/hosts/plain_snapshot.h"
#include "tests/simulator/host/host.h"
#include "tests/telemetry/golden_file.h"

namespace neuron {
namespace {

constexpr char kReadme[] = "README.md";
constexpr std::size_t kReadmeLimit = 64 * 1024;
constexpr absl::string_view kBegin =
    "<!-- hosts: written by //tests/hosts:supported_hosts_test -->\n";
constexpr absl::string_view kEnd = "<!-- end of hosts -->\n";

// The first and the last simulated driver that had such chips: "2.19 – 2.31".
std::string DriversOf(const sim::Instance& instance, sim::Generation* newest) {
  std::string first;
  for (const sim::Generation& generation : sim::Generations()) {
    if (!sim::CheckSupport(instance, generation).ok()) continue;
    if (first.empty()) first = absl::StrCat("2.", generation.minor);
    *newest = generation;
  }
  return absl::StrCat(first, " – 2.", newest->minor);
}

absl::string_view OriginOf(const sim::Instance& instance) {
  if (instance.recording->is_inferred) return "inferred";
  return instance.recording->instance_type == instance.type ? "recorded" : "derived";
}

std::string RowOf(const sim::Instance& instance) {
  sim::Generation newest;
  const std::string drivers = DriversOf(instance, &newest);
  const std::unique_ptr<sim::Host> host = sim::BuildHost(instance, newest).value();
  const std::shared_ptr<const Snapshot> snapshot = PlainHostCopy(host.get()).Snap();
  const Chip& chip = snapshot->inventory->chips.front();
  const ChipTypeFacts& facts = FactsOf(chip.type.value());
  return absl::StrCat("| ", instance.type, " | ", snapshot->inventory->chips.size(), " × ",
                      facts.device_name, " | ", chip.core_count.value(), " | ",
                      facts.memory_bytes >> 30, " GiB | ", drivers, " | ", OriginOf(instance),
                      " |\n");
}

std::string TableOfHosts() {
  std::string table =
      "| instance type | chips | cores each | memory each | drivers | the simulated host is |\n"
      "| --- | --- | --- | --- | --- | --- |\n";
  for (const sim::Instance& instance : sim::Instances()) {
    absl::StrAppend(&table, RowOf(instance));
  }
  return table;
}

TEST(SupportedHosts, AreThoseOfReadme) {
  const std::string readme = ReadFile(kReadme, kReadmeLimit).value();
  const std::size_t begin = readme.find(std::string(kBegin));
  const std::size_t end = readme.find(std::string(kEnd));
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  ExpectGolden(kReadme,
               absl::StrCat(readme.substr(0, begin), kBegin, TableOfHosts(), readme.substr(end)));
}

}  // namespace
}  // namespace neuron
