#ifndef AGENT_SNAPSHOT_CHIP_LEDGER_H_
#define AGENT_SNAPSHOT_CHIP_LEDGER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/clock.h"
#include "agent/device/inventory.h"
#include "agent/device/pci_side.h"
#include "agent/snapshot/answer_ledger.h"
#include "agent/snapshot/chip_breaker.h"
#include "agent/snapshot/chip_report.h"
#include "agent/snapshot/group_pace.h"
#include "agent/snapshot/host_report.h"
#include "agent/workload/holder.h"

namespace neuron {

// What the sampler knows of the host's chips from one pass to the next: which there are, their
// facts, what they said by ioctl, and since when nothing about them has changed.
//
// Plans the visits of a round and takes in their reports; touches nothing but its own file. Used on
// one thread.
class ChipLedger {
 public:
  static constexpr absl::Duration kWalkAgain = absl::Milliseconds(500);
  static constexpr absl::Duration kSerialNumberAgain = absl::Minutes(1);

  // How counters are read: how often each group, in passes that come so often.
  struct Pace {
    GroupPeriods groups = DefaultGroupPeriods();
    absl::Duration pass = absl::Seconds(1);
  };

  // Answers by ioctl are kept in the file at `book_path`.
  ChipLedger(std::string book_path, Pace pace);

  // The host's side of the inventory as it is now; `report.chips` is for SetChips(). True if that
  // is a change. With another driver version, boot or major, or a driver that was loaded anew, all
  // chips are read anew; who was asked in this boot by this driver version is not asked again.
  bool SetHost(const HostReport& report);

  // The chips that there are now, ascending. True if that is a change. A chip with another inode
  // has come back: it is read anew, and what the kernel logged of it before holds no more.
  bool SetChips(const std::vector<ListedChip>& chips);

  // What PCI says, or why it is not known: it was not looked at, at first.
  void SetPci(PciSide pci);
  void SetPciUnknown(const absl::Status& why);

  // What a plan goes by.
  struct Conditions {
    // By a clock that never goes back, and by the wall clock.
    absl::Duration at;
    absl::Time now;
    // See OpenConditions.
    bool may_be_held = true;
    // Something has happened and is to be told soon: slow groups of chips that were read before
    // wait for the next plan.
    bool in_haste = false;
    // By which visits are timed; null if they are not.
    const Clock* clock = nullptr;
    // Which groups of counters somebody wants; of a chip that is new, all are read.
    CounterGroups wanted = CounterGroups(true);
  };

  // One visit for each chip, ascending. A chip that the driver may still be setting up is walked
  // again, but not more often than every kWalkAgain; one that did not answer in time is left alone
  // (agent/snapshot/chip_breaker.h). Groups of counters that are due count as read, and so do
  // serial numbers, each kSerialNumberAgain.
  std::vector<ChipVisit> PlanVisits(const Conditions& conditions);

  // A look at one chip, for the sake of its fast group. None of a chip of which nothing is known
  // yet; one that did not answer in time is left alone, as above.
  absl::optional<ChipVisit> PlanLook(int chip, const Conditions& conditions) const;

  // These visits are about to be made: whoever is asked in one of them is not asked again, although
  // the answer may never come.
  void BeginVisits(const std::vector<ChipVisit>& visits);

  // Whether the visit was to a chip that is still there.
  bool IsCurrent(const ChipReport& report) const;

  // Takes in what a visit brought, but for what the chip said by ioctl; nothing of a chip that has
  // gone since, or gone and come back. True if it changed how the chip's descriptors are known.
  bool Accept(const ChipReport& report, absl::Duration now);

  // Takes in what a look brought. False if it is of a chip that has gone since, brought nothing, or
  // began before what was last taken in of the chip: then nothing comes of it.
  bool AcceptLook(const ChipReport& report);

  // What came of asking a chip on a visit. It counts even if the visit was given up, or the chip or
  // its driver has gone since, so that it is not opened once more.
  void AcceptAnswers(const ChipVisit& visit, const absl::StatusOr<DeviceAnswers>& answers,
                     absl::Duration now);

  // A visit did not come back in time, or the chip is read again after such a one.
  void NoteAnswer(const ChipReport& report, bool given_up, absl::Duration at);

  // Which chip of that index it is, of those that have come and gone; 0 if there is none. And how
  // often the driver was loaded since this was made.
  std::uint64_t AppearanceOf(int chip) const;
  std::uint64_t driver_loads() const { return driver_loads_; }
  // HostReport::module_inode of the last of them.
  std::uint64_t module_inode() const { return module_inode_; }

  // By which identities the holders of these chips are known.
  ChipIdentities identities() const;

  // The inventory as of now, surveyed; the same object until something in it has been read anew.
  std::shared_ptr<const Inventory> TakeInventory(absl::Time now);

 private:
  struct Entry {
    std::uint64_t inode = 0;
    // No two entries, in time, have the same.
    std::uint64_t appearance = 0;
    std::shared_ptr<const Chip> chip;
    // When the number of its nodes last changed.
    absl::Duration unchanged_since;
    // When its facts were last read anew.
    absl::Duration read_at;
    std::shared_ptr<ChipSampling> sampling;
    // Of the latest reading that was taken in.
    std::uint64_t turn = 0;
    GroupPace pace;
    ChipBreaker breaker;
    // When its serial number was last to be read again; it is read with the other facts, too.
    absl::Duration serial_number_at = absl::ZeroDuration();
  };

  Entry NewEntry(const ListedChip& chip);
  ChipVisit PlanVisit(int chip, Entry* entry, const Conditions& conditions) const;
  // Whether the serial number of the chip is to be read again now.
  static bool TakeSerialNumber(const Conditions& conditions, Entry* entry);
  // Whether its nodes are known.
  static bool IsWalked(const Entry& entry);
  // What visits and looks have in common.
  ChipVisit PlanReading(int chip, const Entry& entry, const Conditions& conditions) const;

  Reading<DeviceAnswers> AnswersOf(const Entry& entry, int chip, const absl::Status& why_not) const;
  absl::Status MayAsk(const Entry& entry, int chip, const Conditions& conditions) const;
  void ForgetLogged(int chip);
  Chip FactsOf(const Entry& entry, int chip) const;

  const Pace pace_;
  AnswerLedger answers_;
  Inventory host_;
  std::uint64_t driver_loads_ = 0;
  std::uint64_t module_inode_ = 0;
  PciSide pci_;
  std::map<int, Entry> entries_;
  std::uint64_t appearances_ = 0;
  // Null when something changed since it was made.
  std::shared_ptr<const Inventory> inventory_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_CHIP_LEDGER_H_
