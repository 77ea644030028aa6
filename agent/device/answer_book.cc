#include "agent/device/answer_book.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/device/answer_line.h"

namespace neuron {
namespace {

std::string Title(const AnswerBook::Edition& edition) {
  return absl::StrCat("chips, version 2, of boot ", edition.boot_id, " driver ",
                      edition.driver_version);
}

}  // namespace

absl::StatusOr<AnswerBook> AnswerBook::Load(const std::string& path, const Edition& edition) {
  constexpr std::size_t kLimit = 64 * 1024;
  const absl::StatusOr<std::string> text = ReadFile(path, kLimit);
  if (absl::IsNotFound(text.status())) {
    return AnswerBook();
  }
  NEURON_RETURN_IF_ERROR(text.status());
  absl::StatusOr<AnswerBook> book = Parse(*text, edition);
  return book.ok() ? *std::move(book) : AnswerBook();
}

absl::StatusOr<AnswerBook> AnswerBook::Parse(absl::string_view text, const Edition& edition) {
  AnswerBook book;
  std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  if (lines.empty() || lines[0] != Title(edition)) {
    return book;
  }
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
    AskedChip chip;
    if (!ParseAnswers(lines[i], &chip)) {
      return absl::DataLossError(absl::StrCat("line ", i + 1, " is not a chip's answers"));
    }
    book.Add(std::move(chip));
  }
  if (!lines.back().empty()) {
    return absl::DataLossError("the last line is torn");
  }
  return book;
}

const AskedChip* AnswerBook::Find(int chip) const {
  const auto found = chips_.find(chip);
  return found == chips_.end() ? nullptr : &found->second;
}

void AnswerBook::Add(AskedChip chip) {
  Reading<Pod>& pod = chip.answers.pod;
  if (pod.has_value() && !IsSettled(pod.value())) {
    pod = Reading<Pod>::Unknown(NotSettled());
  }
  const int index = chip.index;
  chips_[index] = std::move(chip);
}

void AnswerBook::Remove(int chip) { chips_.erase(chip); }

std::string AnswerBook::Format(const Edition& edition) const {
  std::string text = absl::StrCat(Title(edition), "\n");
  for (const auto& entry : chips_) {
    absl::StrAppend(&text, FormatAnswers(entry.second), "\n");
  }
  return text;
}

absl::Status AnswerBook::Save(const std::string& path, const Edition& edition) const {
  return ReplaceFile(path, Format(edition), 0644);
}

}  // namespace neuron
