#include "agent/snapshot/verdict_book.h"

#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "agent/base/file.h"
#include "agent/base/log.h"
#include "agent/base/private_directory.h"
#include "agent/base/status.h"
#include "agent/device/chip_name.h"
#include "agent/device/chip_set.h"
#include "agent/health/sight.h"

namespace neuron {
namespace {

constexpr std::size_t kLongest = 1024 * 1024;
constexpr unsigned kMode = 0600;
constexpr char kPrefix[] = "neuron";

// What ReplaceFile() leaves of a run that ended in the middle.
bool IsUnfinished(absl::string_view name) {
  return ChipNamed(name.substr(0, name.find('.'))).has_value();
}

Blindness NotKnown(const std::string& path, const absl::Status& why) {
  return {"record_unreadable",
          absl::StrCat("what an earlier run of the agent held against the chip is not known: ",
                       path, ": ", why.message()),
          absl::StrCat(path,
                       " is removed and the agent started again, or an operator says by "
                       "SIGHUP that chips are to be trusted")};
}

void LogRefusal(const std::string& path, const absl::Status& why, std::string consequence) {
  Log(LogLevel::kError, "verdicts_refused",
      {{"path", path},
       {"error", std::string(why.message())},
       {"consequence", std::move(consequence)},
       {"cure", "remove it and start the agent again, or send SIGHUP to trust all chips anew"}});
}

std::string BodyOf(const std::string& text) { return text.substr(text.find('\n') + 1); }

}  // namespace

VerdictBook::VerdictBook(std::string folder, std::string boot_id)
    : folder_(std::move(folder)), boot_id_(std::move(boot_id)) {}

std::string VerdictBook::PathOf(int chip) const {
  return absl::StrCat(folder_, "/", kPrefix, chip);
}

void VerdictBook::Open(absl::Duration at, HealthLedger* ledger) {
  const absl::StatusOr<std::vector<std::string>> names = ListDirectory(folder_);
  if (absl::IsNotFound(names.status())) {
    return;
  }
  if (!names.ok()) {
    LogRefusal(folder_, names.status(), "every chip is unknown that is not bad");
    for (int chip = 0; chip < kMaxChips; ++chip) {
      ledger->Distrust(chip, NotKnown(folder_, names.status()));
    }
    return;
  }
  for (const std::string& name : *names) {
    OpenFile(name, at, ledger);
  }
}

void VerdictBook::OpenFile(const std::string& name, absl::Duration at, HealthLedger* ledger) {
  const std::string path = absl::StrCat(folder_, "/", name);
  const absl::optional<int> chip = ChipNamed(name);
  if (!chip.has_value()) {
    if (IsUnfinished(name)) {
      unlink(path.c_str());
    }
    return;
  }
  pages_[*chip] = Page();
  const absl::Status taken = TakeOver(*chip, at, ledger);
  if (!taken.ok()) {
    LogRefusal(path, taken, absl::StrCat("chip ", *chip, " is unknown unless it is bad"));
    ledger->Distrust(*chip, NotKnown(path, taken));
  }
}

absl::Status VerdictBook::TakeOver(int chip, absl::Duration at, HealthLedger* ledger) {
  NEURON_ASSIGN_OR_RETURN(const std::string text, ReadFile(PathOf(chip), kLongest));
  NEURON_ASSIGN_OR_RETURN(const CaseRecord record, ParseCase(text));
  if (boot_id_.empty()) {
    return absl::FailedPreconditionError("whether it is of this boot cannot be told");
  }
  if (record.boot_id != boot_id_) {
    Remove(chip);
    return absl::OkStatus();
  }
  if (record.chip != chip || record.kept_at > at) {
    return absl::DataLossError("it is of another chip, or of a time that is to come");
  }
  ledger->Restore(record);
  pages_[chip] = {BodyOf(text), record.verdict, -absl::InfiniteDuration()};
  return absl::OkStatus();
}

void VerdictBook::Keep(const HealthLedger& ledger, int chip, absl::Duration at) {
  if (ledger.IsDistrusted(chip)) {
    return;
  }
  absl::optional<CaseRecord> record = ledger.Record(chip);
  if (record.has_value()) {
    Write(*std::move(record), at);
  } else if (pages_.count(chip) != 0) {
    Remove(chip);
  }
}

void VerdictBook::Write(CaseRecord record, absl::Duration at) {
  Page& page = pages_[record.chip];
  if (record.verdict == page.verdict && at < page.tried_at + kPause) {
    return;
  }
  record.boot_id = boot_id_;
  const std::string text = FormatCase(record);
  std::string body = BodyOf(text);
  if (body == page.body) {
    return;
  }
  page.verdict = record.verdict;
  page.tried_at = at;
  const absl::Status written = WriteFile(PathOf(record.chip), text);
  if (written.ok()) {
    page.body = std::move(body);
  }
  Report(written);
}

absl::Status VerdictBook::WriteFile(const std::string& path, const std::string& text) const {
  if (boot_id_.empty()) {
    return absl::FailedPreconditionError("the boot id is unknown");
  }
  NEURON_RETURN_IF_ERROR(MakePrivateDirectory(folder_));
  return ReplaceFile(path, text, kMode);
}

void VerdictBook::Remove(int chip) {
  const std::string path = PathOf(chip);
  if (unlink(path.c_str()) == 0 || errno == ENOENT) {
    pages_.erase(chip);
    Report(absl::OkStatus());
  } else {
    pages_[chip] = Page();
    Report(ErrnoStatus(errno, absl::StrCat("remove ", path)));
  }
}

void VerdictBook::Report(const absl::Status& kept) {
  const bool was_kept = std::exchange(kept_, kept.ok());
  if (!kept.ok() && was_kept) {
    Log(LogLevel::kWarning, "verdicts_not_kept",
        {{"error", std::string(kept.message())},
         {"consequence",
          "after a restart of the agent chips are judged by older verdicts, or by "
          "none"}});
  }
}

}  // namespace neuron
