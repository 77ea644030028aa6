#ifndef AGENT_SNAPSHOT_CHIP_LEDGER_H_
#define AGENT_SNAPSHOT_CHIP_LEDGER_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "agent/device/answer_book.h"
#include "agent/device/inventory.h"
#include "agent/snapshot/chip_report.h"
#include "agent/workload/holder.h"

namespace neuron {

// What the sampler knows of the host's chips from one pass to the next: which there are, their
// facts, what they said by ioctl, and since when nothing about them has changed.
//
// Plans the visits of a round and takes in their reports; touches nothing but its own file. Used on
// one thread.
class ChipLedger {
 public:
  // Answers by ioctl are kept in the file at `book_path`.
  explicit ChipLedger(std::string book_path) : book_path_(std::move(book_path)) {}

  // The host's side of the inventory as it is now. A different driver version or boot starts the
  // ledger afresh; with a different major (the driver was loaded anew) all is read anew, but nobody
  // asked again. `boot_id` is empty if unknown.
  void SetHost(Inventory host, const std::string& boot_id);

  // The chips that there are now, ascending. True if that is a change.
  bool SetChips(const std::vector<int>& chips);

  // One visit for each chip, ascending. `may_be_held`: see OpenConditions.
  std::vector<ChipVisit> PlanVisits(absl::Duration now, bool may_be_held) const;

  // Takes in what a visit brought. True if it changed how the chip's descriptors are known.
  bool Accept(const ChipReport& report, absl::Duration now);

  // By which identities the holders of these chips are known.
  ChipIdentities identities() const;

  // The inventory as of now; the same object until something in it has been read anew.
  std::shared_ptr<const Inventory> TakeInventory(absl::Time now);

 private:
  struct Entry {
    std::shared_ptr<const Chip> chip;
    // When the number of its nodes last changed.
    absl::Duration unchanged_since;
    // A chip that could not be asked is not asked again before this.
    absl::Duration next_ask = -absl::InfiniteDuration();
  };

  Reading<DeviceAnswers> AnswersOf(const Entry& entry, int chip, absl::Duration now,
                                   bool may_be_held, bool* ask) const;
  void Remember(int chip, const absl::StatusOr<DeviceAnswers>& answers, absl::Duration now,
                Entry* entry);

  const std::string book_path_;
  AnswerBook book_;
  AnswerBook::Edition edition_;
  Inventory host_;
  std::map<int, Entry> entries_;
  // Null when something changed since it was made.
  std::shared_ptr<const Inventory> inventory_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_CHIP_LEDGER_H_
