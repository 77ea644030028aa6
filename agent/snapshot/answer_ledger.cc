#include "agent/snapshot/answer_ledger.h"

#include <utility>

#include "agent/base/log.h"

namespace neuron {
namespace {

constexpr absl::Duration kAskAgain = absl::Minutes(1);

bool IsKnown(const AnswerBook::Edition& edition) {
  return !edition.boot_id.empty() && !edition.driver_version.empty();
}

}  // namespace

bool AnswerLedger::SetEdition(Edition edition) {
  if (KeyOf(edition) == KeyOf(edition_)) {
    return false;
  }
  edition_ = std::move(edition);
  attempts_.clear();
  if (IsKnown(edition_)) {
    OpenBook();
  }
  return true;
}

void AnswerLedger::OpenBook() {
  const Key key = KeyOf(edition_);
  if (books_.count(key) != 0) {
    // The file may be of the driver that was there meanwhile.
    Save();
    return;
  }
  absl::StatusOr<AnswerBook> book = AnswerBook::Load(book_path_, edition_);
  books_[key] = book.ok() ? *std::move(book) : AnswerBook();
}

const AnswerBook& AnswerLedger::book() const {
  static const AnswerBook* const kEmpty = new AnswerBook();
  const auto book = books_.find(KeyOf(edition_));
  return book == books_.end() ? *kEmpty : book->second;
}

absl::Status AnswerLedger::MayAsk(int chip, absl::Duration now) const {
  if (!IsKnown(edition_)) {
    return absl::FailedPreconditionError(
        "not asked: the boot id or the driver version is unknown, so it could be asked twice");
  }
  const auto attempt = attempts_.find(chip);
  return attempt != attempts_.end() && now < attempt->second.next ? attempt->second.why
                                                                  : absl::OkStatus();
}

void AnswerLedger::BeginAsking(const std::vector<ListedChip>& chips) {
  const absl::Status why = absl::UnavailableError("it has not answered yet");
  for (const ListedChip& chip : chips) {
    books_[KeyOf(edition_)].Add({chip.index, chip.inode, UnknownAnswers(why)});
  }
  if (!chips.empty()) {
    Save();
  }
}

void AnswerLedger::Accept(const Edition& edition, const ListedChip& chip,
                          const absl::StatusOr<DeviceAnswers>& answers, absl::Duration now) {
  if (!IsKnown(edition)) {
    return;
  }
  const bool is_current = KeyOf(edition) == KeyOf(edition_);
  AnswerBook& book = books_[KeyOf(edition)];
  if (answers.ok()) {
    book.Add({chip.index, chip.inode, *answers});
  } else {
    book.Remove(chip.index);
  }
  if (is_current && !answers.ok()) {
    attempts_[chip.index] = {now + kAskAgain, answers.status()};
  }
  if (is_current) {
    Save();
  }
}

void AnswerLedger::Save() {
  const absl::Status saved = books_.at(KeyOf(edition_)).Save(book_path_, edition_);
  const bool was_saved = std::exchange(saved_, saved.ok());
  if (!saved.ok() && was_saved) {
    Log(LogLevel::kWarning, "answers_not_saved",
        {{"error", std::string(saved.message())},
         {"consequence", "after a restart the chips are opened once more"}});
  }
}

}  // namespace neuron
