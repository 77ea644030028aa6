#include "agent/lease/lease_record.h"

#include <limits>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace neuron {
namespace {

constexpr char kTitle[] = "lease-1";
constexpr char kUnknown[] = "?";
constexpr char kAbsent[] = "-";

// A text as one word that begins with ':', so that none is taken for "-" or "?".
std::string Quote(absl::string_view text) {
  return absl::StrCat(":", absl::StrReplaceAll(absl::CEscape(text), {{" ", "\\040"}}));
}

bool Unquote(absl::string_view word, std::string* text) {
  return absl::ConsumePrefix(&word, ":") && absl::CUnescape(word, text);
}

std::string ContainerWord(const Reading<std::string>& container) {
  if (container.has_value()) {
    return Quote(container.value());
  }
  return container.is_unknown() ? kUnknown : kAbsent;
}

bool ParseContainer(absl::string_view word, Reading<std::string>* container) {
  if (word == kAbsent) {
    return true;
  }
  if (word == kUnknown) {
    *container = Reading<std::string>::Unknown(
        absl::UnknownError("it was not known when the lease was given"));
    return true;
  }
  std::string id;
  const bool quoted = Unquote(word, &id);
  *container = std::move(id);
  return quoted;
}

bool ParseChips(absl::string_view word, ChipSet* chips) {
  std::uint64_t bits = 0;
  if (!absl::SimpleHexAtoi(word, &bits) || bits == 0) {
    return false;
  }
  *chips = ChipSet(bits);
  return true;
}

bool ParseTime(absl::string_view word, absl::Time* time) {
  std::int64_t nanoseconds = 0;
  if (!absl::SimpleAtoi(word, &nanoseconds)) {
    return false;
  }
  *time = absl::FromUnixNanos(nanoseconds);
  return true;
}

}  // namespace

std::string FormatLeaseRecord(const LeaseRecord& record) {
  const Lease& lease = record.lease;
  return absl::StrCat(
      absl::StrJoin({std::string(kTitle), record.boot_id, absl::StrCat(lease.id),
                     absl::StrCat(absl::Hex(lease.chips.bits())), absl::StrCat(lease.pid),
                     absl::StrCat(lease.start_ticks), absl::StrCat(absl::ToUnixNanos(lease.since)),
                     ContainerWord(lease.container), Quote(lease.command)},
                    " "),
      "\n");
}

absl::StatusOr<LeaseRecord> ParseLeaseRecord(absl::string_view text) {
  constexpr std::size_t kWords = 9;
  LeaseRecord record;
  Lease& lease = record.lease;
  const bool whole = absl::ConsumeSuffix(&text, "\n");
  const std::vector<absl::string_view> words = absl::StrSplit(text, ' ');
  const bool parsed =
      whole && words.size() == kWords && words[0] == kTitle && !words[1].empty() &&
      absl::SimpleAtoi(words[2], &lease.id) && ParseChips(words[3], &lease.chips) &&
      absl::SimpleAtoi(words[4], &lease.pid) && lease.pid > 0 &&
      absl::SimpleAtoi(words[5], &lease.start_ticks) && ParseTime(words[6], &lease.since) &&
      ParseContainer(words[7], &lease.container) && Unquote(words[8], &lease.command);
  if (!parsed) {
    return absl::InvalidArgumentError("this is no record of a lease");
  }
  record.boot_id = std::string(words[1]);
  return record;
}

}  // namespace neuron
