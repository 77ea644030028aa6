#ifndef AGENT_SNAPSHOT_ANSWER_LEDGER_H_
#define AGENT_SNAPSHOT_ANSWER_LEDGER_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/device/answer_book.h"
#include "agent/snapshot/host_report.h"

namespace neuron {

// Which chips were asked by ioctl, and what they said: each once per boot and driver version, even
// if the driver goes and comes back in between, and even if the agent ends before it has the
// answer.
//
// A chip stands in the book, as one that said nothing, from before it is opened, because an ioctl
// may never return. A run that ends in between leaves it unasked for the rest of the boot: rather
// that than opened twice.
//
// The answers for the driver that is loaded are in a file too (agent/device/answer_book.h), for the
// next run of the agent; those of an earlier driver version only here. Touches nothing but its
// file. Used on one thread.
class AnswerLedger {
 public:
  using Edition = AnswerBook::Edition;

  explicit AnswerLedger(std::string book_path) : book_path_(std::move(book_path)) {}

  // The boot and the driver version as they are now; either is empty if unknown, or without a
  // driver. True if that is a change.
  bool SetEdition(Edition edition);
  const Edition& edition() const { return edition_; }

  // The chips that were, or are being, asked of this edition.
  const AnswerBook& book() const;

  // Whether a chip that is not in the book may be asked as far as earlier attempts are concerned,
  // or why not: it could not be opened less than a minute ago, or it could not be known that it was
  // asked before.
  absl::Status MayAsk(int chip, absl::Duration now) const;

  // These are about to be asked: from now on they are in the book. REQUIRES: MayAsk().
  void BeginAsking(const std::vector<ListedChip>& chips);

  // What came of asking a chip of this edition. An answer is kept for good; a chip that could not
  // be opened is taken out of the book, and may not be asked again for a minute. Nothing is kept
  // for an edition that is unknown.
  void Accept(const Edition& edition, const ListedChip& chip,
              const absl::StatusOr<DeviceAnswers>& answers, absl::Duration now);

 private:
  using Key = std::pair<std::string, std::string>;
  struct Attempt {
    absl::Duration next;
    absl::Status why;
  };

  static Key KeyOf(const Edition& edition) { return {edition.boot_id, edition.driver_version}; }
  void OpenBook();
  void Save();

  const std::string book_path_;
  Edition edition_;
  // Of every edition so far.
  std::map<Key, AnswerBook> books_;
  // Of this edition, in vain.
  std::map<int, Attempt> attempts_;
  bool saved_ = true;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_ANSWER_LEDGER_H_
