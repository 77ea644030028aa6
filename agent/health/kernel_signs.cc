#include "agent/health/kernel_signs.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "agent/base/excerpt.h"

namespace neuron {
namespace {

constexpr absl::Duration kMinute = absl::Minutes(1);
constexpr int kPassedInAMinute = 10;
constexpr std::size_t kRememberedLines = 64;

// In place of a chip's index.
constexpr int kSecurityEvents = -1;
constexpr int kHostEvents = -2;

// What a message comes to: a chip, or else why not.
struct Verification {
  const Chip* chip = nullptr;
  absl::optional<Forgery> forgery;
  std::string why;
};

Verification Genuine(const Chip& chip) { return {&chip, absl::nullopt, ""}; }
Verification Forged(Forgery forgery, std::string why) { return {nullptr, forgery, std::move(why)}; }
Verification OfHost(std::string why) { return {nullptr, absl::nullopt, std::move(why)}; }

// Leading zeros and the case of the digits do not make another number.
bool IsSameSerialNumber(const std::string& a, const std::string& b) {
  std::uint64_t number_a;
  std::uint64_t number_b;
  return absl::SimpleHexAtoi(a, &number_a) && absl::SimpleHexAtoi(b, &number_b)
             ? number_a == number_b
             : absl::EqualsIgnoreCase(a, b);
}

bool HasSerialNumber(const Chip& chip) {
  return chip.serial_number.has_value() && !chip.serial_number.value().empty();
}

// Whether what is not in the inventory cannot be on this host.
bool IsComplete(const Inventory& inventory) {
  return !inventory.chips.empty() && inventory.missing.empty();
}

Verification FindBySerialNumber(const KernelMessage& message, const Inventory& inventory) {
  bool all_known = IsComplete(inventory);
  for (const Chip& chip : inventory.chips) {
    all_known &= HasSerialNumber(chip);
    if (HasSerialNumber(chip) &&
        IsSameSerialNumber(chip.serial_number.value(), message.serial_number)) {
      return Genuine(chip);
    }
  }
  const std::string named = Excerpt(message.serial_number);
  return all_known
             ? Forged(Forgery::kNoSuchSerialNumber, absl::StrCat("it names the serial number ",
                                                                 named, ", which no chip here has"))
             : OfHost(absl::StrCat("which chip has the serial number ", named, " cannot be told"));
}

Verification FindByIndex(const KernelMessage& message, const Inventory& inventory) {
  const auto chip =
      std::find_if(inventory.chips.begin(), inventory.chips.end(),
                   [&](const Chip& candidate) { return candidate.index == *message.chip; });
  if (chip == inventory.chips.end()) {
    const std::string why = absl::StrCat("it names chip ", *message.chip, ", which is not here");
    return message.is_hardware_error && IsComplete(inventory) ? Forged(Forgery::kNoSuchChip, why)
                                                              : OfHost(why);
  }
  if (!message.serial_number.empty() && HasSerialNumber(*chip) &&
      !IsSameSerialNumber(chip->serial_number.value(), message.serial_number)) {
    return Forged(
        Forgery::kOtherSerialNumber,
        absl::StrCat("it gives chip ", *message.chip, " the serial number ",
                     Excerpt(message.serial_number), "; it has ", chip->serial_number.value()));
  }
  return Genuine(*chip);
}

Verification Verify(const KernelMessage& message, bool from_kernel, const Inventory& inventory,
                    absl::string_view instance_id) {
  if (!from_kernel) {
    return Forged(Forgery::kNotFromKernel,
                  "a process wrote it to the kernel's log; the driver did not");
  }
  if (!message.flaw.empty()) {
    return Forged(Forgery::kMalformed, message.flaw);
  }
  if (!message.instance_id.empty() && !instance_id.empty() && message.instance_id != instance_id) {
    return Forged(
        Forgery::kOtherInstance,
        absl::StrCat("it is of instance ", Excerpt(message.instance_id), ", not of ", instance_id));
  }
  if (message.chip.has_value()) {
    return FindByIndex(message, inventory);
  }
  return message.serial_number.empty() ? OfHost("it names no chip")
                                       : FindBySerialNumber(message, inventory);
}

Sign MakeSign(Ailment ailment, int chip, const KernelRecord& record, const std::string& text) {
  Sign sign;
  sign.ailment = ailment;
  sign.source = SignSource::kKernelLog;
  sign.chip = chip;
  sign.seen_at = record.logged_at;
  sign.raw = text;
  sign.log_sequence = record.sequence;
  return sign;
}

KernelNews MakeNews(const KernelMessage& message, const Verification& verification,
                    const KernelRecord& record, const std::string& text) {
  const absl::Time seen_at = record.logged_at;
  KernelNews news;
  if (verification.forgery.has_value()) {
    news.security =
        SecurityEvent{seen_at, *verification.forgery, message.chip, text, verification.why};
  } else if (verification.chip == nullptr) {
    news.host = HostEvent{seen_at, text, verification.why};
  } else if (!message.ailment.has_value()) {
    news.host =
        HostEvent{seen_at, text, absl::StrCat("the error ", message.error, " is not known")};
  } else {
    news.sign = MakeSign(*message.ailment, verification.chip->index, record, text);
  }
  return news;
}

}  // namespace

KernelNews KernelSigns::Judge(const KernelRecord& record, absl::Duration at,
                              const Inventory& inventory, absl::string_view instance_id) {
  const absl::optional<KernelMessage> message = ParseKernelMessage(record.text);
  if (!message.has_value()) {
    return {};
  }
  const std::string text = Excerpt(record.text);
  KernelNews news = MakeNews(*message, Verify(*message, record.from_kernel, inventory, instance_id),
                             record, text);
  Count(news);
  const Kind kind = KindOf(news);
  if (IsRepeated(kind, text, at)) {
    ++counts_.repeated;
    return {};
  }
  if (!IsAllowed(kind, at)) {
    ++counts_.dropped;
    return {};
  }
  return news;
}

void KernelSigns::Count(const KernelNews& news) {
  counts_.security_events += news.security.has_value();
  counts_.host_events += news.host.has_value();
}

KernelSigns::Kind KernelSigns::KindOf(const KernelNews& news) {
  if (news.sign.has_value()) {
    return {news.sign->chip, static_cast<int>(news.sign->ailment)};
  }
  return {news.security.has_value() ? kSecurityEvents : kHostEvents, 0};
}

bool KernelSigns::IsRepeated(Kind kind, const std::string& text, absl::Duration at) {
  while (!lines_.empty() && lines_.front().said_at + kMinute <= at) {
    lines_.pop_front();
  }
  const bool is_repeated = std::any_of(lines_.begin(), lines_.end(), [&](const Line& line) {
    return line.kind == kind && line.text == text;
  });
  if (!is_repeated) {
    lines_.push_back({kind, text, at});
  }
  if (lines_.size() > kRememberedLines) {
    lines_.pop_front();
  }
  return is_repeated;
}

bool KernelSigns::IsAllowed(Kind kind, absl::Duration at) {
  Minute& minute = minutes_[kind];
  if (at >= minute.began + kMinute) {
    minute = {at, 0};
  }
  if (minute.passed == kPassedInAMinute) {
    return false;
  }
  ++minute.passed;
  return true;
}

}  // namespace neuron
