#include "agent/health/driver_phrase.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(ParseDriverPhrase, KnowsTheWordsByWhichTheDriverComplains) {
  const std::pair<const char*, Ailment> lines[] = {
      {"reset request 4294967295 failed", Ailment::kResetFailed},
      {"reset was initiated, but failed to complete", Ailment::kResetFailed},
      {"failed to initialize dma after reset", Ailment::kResetFailed},
      {"failed to complete post reset configuration", Ailment::kResetFailed},
      {"device is in an invalid state", Ailment::kResetFailed},
      {"Total Uncorrected ecc err count is 3, repair state 1", Ailment::kHbmRepairable},
      {"HBM pending_repair 1", Ailment::kHbmRepairable},
      {"HBM repairable errors 2", Ailment::kHbmRepairable},
      {"HBM unexpected ecc_repair_state 9", Ailment::kHbmRepairable},
      {"ultraserver election failed", Ailment::kLinkTrouble},
      {"link 3 is miss-wired", Ailment::kLinkTrouble},
      {"Serial numbers on left links don't match", Ailment::kLinkTrouble},
      {"bad election status 4", Ailment::kLinkTrouble},
      {"seq: 7 cmd: 1 timed out", Ailment::kFirmwareTrouble},
      {"seq: 7, cmd: 1 failed -5", Ailment::kFirmwareTrouble},
      {"failed to get ecc error count", Ailment::kFirmwareTrouble},
      {"failed to read ECC", Ailment::kFirmwareTrouble},
      {"failed to get hbm reapirable state", Ailment::kFirmwareTrouble},
      {"failed to read misc ram", Ailment::kFirmwareTrouble},
      {"reading the serial number failed", Ailment::kFirmwareTrouble},
      {"reading device power failed", Ailment::kFirmwareTrouble},
      {"DMA completion timeout", Ailment::kFirmwareTrouble},
      {"dma memcpy failed", Ailment::kFirmwareTrouble},
      {"dma memcpy wait failed", Ailment::kFirmwareTrouble},
      {"UDMA ENG:3 init failed", Ailment::kFirmwareTrouble},
      {"SDMA ENG:3 init failed", Ailment::kFirmwareTrouble},
      {"TDMA ENG:3 init failed", Ailment::kFirmwareTrouble},
      {"DMA eng 3 init failed", Ailment::kFirmwareTrouble},
      {"H2T ring allocation failed", Ailment::kFirmwareTrouble},
      {"Scrub failed", Ailment::kFirmwareTrouble},
  };
  for (const auto& line : lines) {
    const auto phrase = ParseDriverPhrase(absl::StrCat("neuron:some_function: ", line.first));
    ASSERT_TRUE(phrase.has_value()) << line.first;
    EXPECT_EQ(phrase->ailment, line.second) << line.first;
    EXPECT_FALSE(phrase->chip.has_value()) << line.first;
  }
}

TEST(ParseDriverPhrase, SaysNothingOfAllElse) {
  for (const char* line : {"nd0: initiating device reset request 4294967295",
                           "nd0: reset request 4294967295 completed",
                           "Coalesced 2 reset requests",
                           "nd0: pid 183 failed to open",
                           "npid_attach: pid=326, slot=0",
                           "Could not retrieve device index",
                           "duplicate routing id 3",
                           "seq: 7 done",
                           "failed to get process cmd: timed out",
                           "reader starved",
                           "host mem occupied",
                           "mc leaked",
                           "Scrubbing",
                           "Scrub completed",
                           "Metric posting failed",
                           "ultraserver election complete",
                           "Serial numbers on left links",
                           "DMA eng 3 init",
                           "Received termination signal",
                           "invalid misc IOCTL -2146939321",
                           ""}) {
    EXPECT_FALSE(ParseDriverPhrase(absl::StrCat("neuron:some_function: ", line)).has_value())
        << line;
  }
}

TEST(ParseDriverPhrase, SaysNothingOfTransfersThatAreRepeated) {
  for (const char* line :
       {"DMA completion timeout during a NeuronCore reset", "dma memcpy wait failed. Retrying"}) {
    EXPECT_FALSE(ParseDriverPhrase(absl::StrCat("neuron:some_function: ", line)).has_value())
        << line;
  }
}

TEST(ParseDriverPhrase, TakesOnlyLinesThatBeginWithTheDriversPrefix) {
  for (const char* prefix : {"neuron:f: ", "neuron: ", "neuron:f: neuron:f: ", "neuron:f:"}) {
    EXPECT_TRUE(ParseDriverPhrase(absl::StrCat(prefix, "DMA completion timeout")).has_value())
        << prefix;
  }
  for (const char* prefix : {"", "nvme: ", " neuron:f: ", "[neuron:f: ", "Neuron "}) {
    EXPECT_FALSE(ParseDriverPhrase(absl::StrCat(prefix, "DMA completion timeout")).has_value())
        << prefix;
  }
}

TEST(ParseDriverPhrase, KnowsAChipOnlyByItsNameInFront) {
  const auto chip_of = [](const std::string& text) {
    return ParseDriverPhrase("neuron:f: " + text)->chip;
  };
  EXPECT_EQ(chip_of("nd0: Scrub failed"), 0);
  EXPECT_EQ(chip_of("nd63: Scrub failed"), 63);
  for (const char* text :
       {"Scrub failed", "Scrub failed on nd3: x", "nd: Scrub failed", "nd64: Scrub failed",
        "nd-1: Scrub failed", "nd3 Scrub failed", "3: Scrub failed", "nd3x: Scrub failed",
        "neuron3: Scrub failed", "nd99999999999: Scrub failed"}) {
    EXPECT_FALSE(chip_of(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace neuron
