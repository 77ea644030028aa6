// The built-in scenario "trouble", as lines of the control file: they are shorter than the text of
// a scenario, and an example of both.

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/simulator/play/control_line.h"
#include "tests/simulator/play/scenario.h"

namespace neuron::sim {
namespace {

struct Line {
  std::uint32_t at_s;
  absl::string_view text;
};

// $0 to $3 are chips. What is broken is well again before the next thing breaks.
constexpr Line kTrouble[] = {
    {2, "start train chips=$0 executions_per_second=20 status=1004@50,1201@100"},
    {4, "slow sys/class/neuron_device/neuron$1 400"},
    {10, "heal sys/class/neuron_device/neuron$1"},
    {11, "hang sys/class/neuron_device/neuron$1/stats/hardware"},
    {20, "unhang sys/class/neuron_device/neuron$1/stats/hardware"},
    {21, "error sys/class/neuron_device/neuron$1/stats/hardware/* EIO"},
    {26, "heal sys/class/neuron_device/neuron$1/stats/hardware"},
    {27, "garbage sys/class/neuron_device/neuron$1/core_count hex"},
    {32, "heal sys/class/neuron_device/neuron$1/core_count"},
    {33, "ecc $1 mem_uncorrected 1"},
    {36, "ecc $1 sram_uncorrected 2"},
    {39, "health $1 components=hbm,link_intraserver"},
    {44, "health $1 components=none"},
    {45, "health $1 unreachable=true"},
    {48, "health $1 unreachable=false"},
    {49, "power $1 80 100 99.5"},
    {50, "add_counter $1 failure 3 core=0"},
    {51, "behave reads_sleep_in_reset=true"},
    {52, "reset $2 seconds=5"},
    {55, "kernel_log NEURON_HW_ERR=SRAM_UNCORRECTABLE_ERROR nd-id=$1 nc-id=0"},
    {60, "reset $2 seconds=2 fails=true"},
    {68, "remove_chip $2"},
    {72, "add_chip $2"},
    {75, "probe_race $3 1500"},
    {80, "pci_only $3"},
    {85, "add_chip $3"},
    {87, "invalid_chip $3"},
    {92, "reset $3 seconds=1"},
    {95, "kill train"},
    {98, "reload_driver"},
    {104, "unload_driver"},
    {110, "load_driver"},
    {115, "start again chips=$0"},
    {120, "stop again"},
};

}  // namespace

config::v1::Scenario TroubleScenario(int chips) {
  config::v1::Scenario scenario;
  for (const Line& line : kTrouble) {
    std::string text(line.text);
    for (int i = 0; i < 4; ++i) {
      absl::StrReplaceAll({{absl::StrCat("$", i), absl::StrCat(i % chips)}}, &text);
    }
    auto* step = scenario.add_steps();
    step->set_at_ms(line.at_s * 1000);
    // A line that could not be read would be a fault of this table: its test reads them all.
    *step->mutable_verb() = ParseControlLine(text).value();
  }
  return scenario;
}

}  // namespace neuron::sim
