#include "agent/container/family_book.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "agent/base/decimal.h"
#include "agent/base/excerpt.h"
#include "agent/base/file.h"

namespace neuron {
namespace {

constexpr std::size_t kMostComplaints = 10;
constexpr std::size_t kMaxFamilyLength = 255;
// A full book of the longest lines has less.
constexpr std::size_t kMaxFile = 1 << 18;

constexpr absl::string_view kUses[] = {"none", "observes", "maps", "takes", "leases"};

absl::string_view Word(FamilyUse use) { return kUses[static_cast<std::size_t>(use)]; }

absl::optional<FamilyUse> ReadUse(absl::string_view word) {
  const auto* const use = std::find(std::begin(kUses), std::end(kUses), word);
  return use == std::end(kUses) ? absl::nullopt
                                : absl::make_optional(static_cast<FamilyUse>(use - kUses));
}

bool IsFamily(absl::string_view text) {
  return !text.empty() && text.size() <= kMaxFamilyLength &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_isalnum(c) || c == '-' || c == '_';
         });
}

bool IsRevision(absl::string_view text) {
  std::uint32_t number = 0;
  return ParseDecimal(text, &number);
}

absl::optional<ChipSet> ReadChips(absl::string_view text) {
  ChipSet chips;
  if (text == "-") {
    return chips;
  }
  for (const absl::string_view word : absl::StrSplit(text, ',')) {
    int chip = 0;
    if (!absl::SimpleAtoi(word, &chip) || chip < 0 || chip >= kMaxChips) {
      return absl::nullopt;
    }
    chips.Add(chip);
  }
  return chips;
}

bool ReadLine(absl::string_view line, FamilyBook* book) {
  const std::vector<absl::string_view> words = absl::StrSplit(line, ' ');
  const std::vector<absl::string_view> name = absl::StrSplit(words[0], ':');
  if (words.size() != 3 || name.size() != 2 || !IsFamily(name[0]) || !IsRevision(name[1])) {
    return false;
  }
  const absl::optional<FamilyUse> use = ReadUse(words[1]);
  const absl::optional<ChipSet> chips = ReadChips(words[2]);
  if (!use.has_value() || !chips.has_value()) {
    return false;
  }
  book->Note(name[0], name[1], {*use, *chips});
  return true;
}

}  // namespace

bool FamilyBook::CanHold(absl::string_view family, absl::string_view revision) {
  return IsFamily(family) && IsRevision(revision);
}

bool FamilyBook::Note(absl::string_view family, absl::string_view revision,
                      const FamilyRecord& record) {
  if (!CanHold(family, revision)) {
    return false;
  }
  Entry entry = {absl::StrCat(family, ":", revision), record};
  const auto known = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& other) { return other.name == entry.name; });
  bool is_news = true;
  if (known != entries_.end()) {
    entry.record.use = std::max(known->record.use, record.use);
    entry.record.chips = ChipSet(known->record.chips.bits() | record.chips.bits());
    is_news = !(entry.record == known->record);
    entries_.erase(known);
  }
  entries_.push_back(std::move(entry));
  if (entries_.size() > kMostFamilies) {
    entries_.pop_front();
  }
  return is_news;
}

absl::optional<FamilyRecord> FamilyBook::Find(absl::string_view family,
                                              absl::string_view revision) const {
  const std::string name = absl::StrCat(family, ":", revision);
  for (const Entry& entry : entries_) {
    if (entry.name == name) {
      return entry.record;
    }
  }
  return absl::nullopt;
}

std::string FamilyBook::Text() const {
  std::string text;
  for (const auto& [name, record] : entries_) {
    absl::StrAppend(&text, name, " ", Word(record.use), " ",
                    record.chips.empty() ? "-" : absl::StrJoin(record.chips.chips(), ","), "\n");
  }
  return text;
}

std::vector<std::string> FamilyBook::Read(absl::string_view text) {
  std::vector<std::string> complaints;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    if (!line.empty() && !ReadLine(line, this) && complaints.size() < kMostComplaints) {
      complaints.push_back(absl::StrCat("line ", number, ": \"", Excerpt(line), "\""));
    }
  }
  return complaints;
}

absl::Status LoadFamilyBook(const std::string& path, FamilyBook* book,
                            std::vector<std::string>* complaints) {
  const absl::StatusOr<std::string> text = ReadFile(path, kMaxFile);
  if (text.ok()) {
    *complaints = book->Read(*text);
  }
  return absl::IsNotFound(text.status()) ? absl::OkStatus() : text.status();
}

absl::Status SaveFamilyBook(const std::string& path, const FamilyBook& book) {
  return ReplaceFile(path, book.Text(), 0600);
}

}  // namespace neuron
