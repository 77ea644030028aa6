#include "tests/soak/driver_mishaps.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/device/nasty_answers.h"
#include "tests/simulator/host/chip.h"
#include "tests/soak/moving_number.h"

namespace neuron {
namespace {

constexpr int kMovesAPass = 6;
constexpr std::size_t kMostSpoiled = 5;
constexpr int kLongestReset = 10;

constexpr char kReset[] = "reset";
constexpr char kResetting[] = "0\n";
constexpr char kReady[] = "1\n";
constexpr char kInvalid[] = "2\n";

// A driver or a chip that is not there is back within about so many passes.
constexpr std::uint64_t kLongestAbsence = 20;

// Counts of uncorrected errors stay below what may be taken for a wrap once they fall: that would
// stand against the chip for good.
struct ErrorFile {
  const char* name;
  std::uint64_t end;
};
constexpr ErrorFile kErrors[] = {{"sram_ecc_uncorrected", 40000},
                                 {"mem_ecc_uncorrected", 40000},
                                 {"mem_ecc_repairable_uncorrected", 40000},
                                 {"sram_ecc_corrected", 1 << 16},
                                 {"mem_ecc_corrected", 1 << 16}};

// Whether what the file counts speaks against the chip.
bool IsAlarming(absl::string_view file) {
  return absl::StrContains(file, "_corrected") || absl::StrContains(file, "/health_status/") ||
         absl::StrContains(file, "/reset_") ||
         (absl::StrContains(file, "/status/") && !absl::StrContains(file, "/success/"));
}

}  // namespace

DriverMishaps::DriverMishaps(Lot* lot, WornHost* host, PassMill* mill)
    : lot_(lot), host_(host), mill_(mill) {
  LearnFiles();
}

std::vector<Mishap> DriverMishaps::All() {
  return {
      {"a file is garbled", 10, [this] { Garble(); }},
      {"a file is gone", 10, [this] { Break(); }},
      {"a directory is gone", 4, [this] { BreakDirectory(); }},
      {"a file hangs", 1, [this] { Hang(); }},
      {"a file is healed", 20, [this] { Heal(); }},
      {"memory errors", 4, [this] { CountErrors(); }},
      {"an alarming counter moves", 4, [this] { Move(alarming_); }},
      {"a reset", 4, [this] { Reset(); }},
      {"a reset that fails", 1, [this] { FailReset(); }},
      {"another serial number", 2, [this] { ChangeSerial(); }},
      {"a chip goes", 3, [this] { Go(); }},
      {"the driver is loaded anew", 1, [this] { Reload(); }},
      {"the driver is unloaded", 1, [this] { Unload(); }},
      {"the PCI link is slow", 2, [this] { SlowLink(); }},
      {"the firmware complains", 6, [this] { Ail(); }},
  };
}

void DriverMishaps::GoOn() {
  EndResets();
  for (int i = 0; i < kMovesAPass; ++i) {
    Move(moving_);
  }
  for (const int chip : host_->chips().chips()) {
    WriteTo(chip, "healthcheck_heartbeat", absl::StrCat(lot_->Below(256), "\n"));
  }
  if (lot_->OnceIn(kLongestAbsence)) {
    ComeBack();
  }
}

void DriverMishaps::End() {
  resets_.clear();
  LoadDriver(host_->recorded_driver());
}

int DriverMishaps::AnyChip() {
  const std::vector<int> chips = host_->chips().chips();
  return chips.empty() ? -1 : lot_->Of(chips);
}

std::string DriverMishaps::AnyFile() {
  const std::vector<std::string> files = host_->Files();
  return files.empty() ? "" : lot_->Of(files);
}

std::string DriverMishaps::FileOf(int chip, const std::string& name) const {
  const auto found = named_.find({chip, name});
  return found != named_.end() ? found->second : "";
}

void DriverMishaps::WriteTo(int chip, const std::string& name, const std::string& bytes) {
  const std::string file = FileOf(chip, name);
  if (!file.empty()) {
    host_->Write(file, bytes);
  }
}

void DriverMishaps::LearnFiles() {
  moving_.clear();
  alarming_.clear();
  named_.clear();
  for (const std::string& file : host_->Files()) {
    const int chip = sim::ChipOf(file);
    if (chip >= 0) {
      named_.emplace(std::make_pair(chip, file.substr(file.rfind('/') + 1)), file);
    }
    if (chip >= 0 && absl::StrContains(file, "/stats/") && !absl::EndsWith(file, "_uncorrected")) {
      (IsAlarming(file) ? alarming_ : moving_).push_back(file);
    }
  }
}

void DriverMishaps::Move(const std::vector<std::string>& files) {
  if (!files.empty()) {
    const std::string& file = lot_->Of(files);
    host_->Write(file, WithMovedNumber(host_->Read(file), lot_));
  }
}

void DriverMishaps::EndResets() {
  for (auto reset = resets_.begin(); reset != resets_.end();) {
    if (--reset->second > 0) {
      ++reset;
      continue;
    }
    WriteTo(reset->first, kReset, kReady);
    reset = resets_.erase(reset);
  }
}

void DriverMishaps::SetErrors(int chip, bool clear) {
  for (const ErrorFile& file : kErrors) {
    if (clear || lot_->OnceIn(2)) {
      WriteTo(chip, file.name, absl::StrCat(clear ? 0 : lot_->Below(file.end), "\n"));
    }
  }
}

void DriverMishaps::LoadDriver(std::size_t driver) {
  resets_.clear();
  host_->LoadDriver(driver);
  LearnFiles();
  TellOfChange();
}

// The kernel does not always say.
void DriverMishaps::TellOfChange() {
  if (lot_->OnceIn(4)) {
    return;
  }
  if (lot_->OnceIn(2)) {
    mill_->Amid([this] { mill_->events.Happen(); });
  } else {
    mill_->events.Happen();
  }
}

void DriverMishaps::Spoil(const std::string& path, WornHost::Harm harm) {
  if (!path.empty() && host_->spoiled().size() < kMostSpoiled) {
    host_->Spoil(path, harm, lot_->Of(NastyAnswers()));
  }
}

void DriverMishaps::Garble() { Spoil(AnyFile(), WornHost::Harm::kGarbled); }

void DriverMishaps::Break() {
  static const std::vector<WornHost::Harm> harms = {
      WornHost::Harm::kGone, WornHost::Harm::kDirectory, WornHost::Harm::kLoop};
  Spoil(AnyFile(), lot_->Of(harms));
}

void DriverMishaps::BreakDirectory() {
  const std::string file = AnyFile();
  if (sim::ChipOf(file) >= 0) {
    Spoil(file.substr(0, file.rfind('/')), WornHost::Harm::kGone);
  }
}

// One at a time.
void DriverMishaps::Hang() {
  if (!host_->hangs()) {
    Spoil(AnyFile(), WornHost::Harm::kHangs);
  }
}

void DriverMishaps::Heal() {
  if (!host_->spoiled().empty()) {
    auto spoiled = host_->spoiled().begin();
    std::advance(spoiled, static_cast<std::ptrdiff_t>(lot_->Below(host_->spoiled().size())));
    host_->Heal(std::string(spoiled->first));
  }
}

void DriverMishaps::CountErrors() {
  const int chip = AnyChip();
  if (resets_.count(chip) == 0) {
    SetErrors(chip, false);
  }
}

// Registers read as 0 meanwhile, and some after it.
void DriverMishaps::Reset() {
  const int chip = AnyChip();
  if (chip >= 0) {
    resets_[chip] = 1 + static_cast<int>(lot_->Below(kLongestReset));
    WriteTo(chip, kReset, kResetting);
    SetErrors(chip, true);
    for (const std::string& file : alarming_) {
      std::uint64_t requests = 0;
      if (sim::ChipOf(file) == chip && absl::EndsWith(file, "/reset_req_count/total") &&
          absl::SimpleAtoi(host_->Read(file), &requests)) {
        host_->Write(file, absl::StrCat(requests + 1, "\n"));
      }
    }
  }
}

void DriverMishaps::FailReset() {
  const int chip = AnyChip();
  if (chip >= 0) {
    resets_[chip] = 1 + static_cast<int>(lot_->Below(5 * kLongestReset));
    WriteTo(chip, kReset, kInvalid);
  }
}

void DriverMishaps::ChangeSerial() {
  WriteTo(AnyChip(), "serial_number",
          lot_->OnceIn(4) ? "\n" : absl::StrFormat("%016x\n", lot_->Below(1 << 20)));
}

void DriverMishaps::Go() {
  if (!host_->chips().empty()) {
    host_->RemoveChip(AnyChip());
    TellOfChange();
  }
}

void DriverMishaps::ComeBack() {
  const ChipSet gone(host_->all_chips().bits() & ~host_->chips().bits());
  if (!host_->has_driver()) {
    Reload();
  } else if (!gone.empty()) {
    host_->ReturnChip(lot_->Of(gone.chips()));
    TellOfChange();
  }
}

void DriverMishaps::Reload() { LoadDriver(lot_->Below(host_->drivers())); }

void DriverMishaps::Unload() {
  resets_.clear();
  host_->UnloadDriver();
  LearnFiles();
  TellOfChange();
}

void DriverMishaps::SlowLink() {
  for (const std::string& file : host_->Files()) {
    if (absl::StartsWith(file, "sys/devices/pci") && absl::EndsWith(file, "/vendor")) {
      const std::string directory = file.substr(0, file.rfind('/'));
      host_->Write(directory + "/max_link_speed", "32.0 GT/s PCIe\n");
      host_->Write(directory + "/current_link_speed",
                   lot_->OnceIn(2) ? "32.0 GT/s PCIe\n" : "2.5 GT/s PCIe\n");
      host_->Write(directory + "/aer_dev_fatal",
                   absl::StrCat("TOTAL_ERR_FATAL ", lot_->Below(3), "\n"));
    }
  }
}

void DriverMishaps::Ail() {
  static const std::vector<std::string> components = {"\n", "\n", "hbm\n", "hbm,sram,link_efa\n",
                                                      "device_unreachable\n"};
  const int chip = AnyChip();
  if (chip < 0) {
    return;
  }
  WriteTo(chip, "unhealthy_components", lot_->Of(components));
  const std::string events = FileOf(chip, "hw_error_event");
  if (!events.empty()) {
    host_->Write(events, WithMovedNumber(host_->Read(events), lot_));
  }
  mill_->firmware.Happen(chip);
}

}  // namespace neuron
