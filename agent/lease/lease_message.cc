#include "agent/lease/lease_message.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "proto/lease.pb.h"

namespace neuron {
namespace {

constexpr std::size_t kMaxCommand = 120;
constexpr std::size_t kMaxMessage = 2000;

// What may be shown on any terminal; a proto3 string must be UTF-8.
std::string Plain(absl::string_view text, std::size_t limit) {
  std::string plain(text.substr(0, limit));
  std::replace_if(
      plain.begin(), plain.end(), [](unsigned char c) { return !absl::ascii_isprint(c); }, '?');
  return plain;
}

absl::Status Check(const lease::v1::LeaseRequest& message) {
  if (message.chips() < 1 || message.chips() > kMaxChips) {
    return absl::InvalidArgumentError(
        absl::StrCat("no host can lease ", message.chips(), " chips; ask for 1 to ", kMaxChips));
  }
  if (message.logical_core_size() > 2) {
    return absl::InvalidArgumentError(absl::StrCat(
        message.logical_core_size(), " physical cores to a logical one is not possible; 1 or 2"));
  }
  return absl::OkStatus();
}

absl::Duration WaitOf(const lease::v1::LeaseRequest& message) {
  const auto longest = static_cast<std::uint64_t>(absl::ToInt64Milliseconds(kLongestLeaseWait));
  return absl::Milliseconds(std::min<std::uint64_t>(message.wait_ms(), longest));
}

void Put(const LeasePosition& queued, lease::v1::LeaseReply* reply) {
  reply->mutable_queued()->set_position(static_cast<std::uint32_t>(queued.position));
}

void Put(const LeaseTerms& terms, lease::v1::LeaseReply* reply) {
  lease::v1::Granted* const granted = reply->mutable_granted();
  granted->set_lease_id(terms.id);
  granted->set_visible_cores(terms.visible_cores);
  for (int chip : terms.chips.chips()) {
    granted->add_chips(static_cast<std::uint32_t>(chip));
  }
}

void Put(const absl::Status& why, lease::v1::LeaseReply* reply) {
  const bool never = absl::IsFailedPrecondition(why) || absl::IsInvalidArgument(why);
  lease::v1::Refused* const refused = reply->mutable_refused();
  refused->set_code(never ? lease::v1::Refused::CODE_NEVER : lease::v1::Refused::CODE_TRY_AGAIN);
  refused->set_message(Plain(why.message(), kMaxMessage));
}

absl::StatusOr<LeaseReply> TakeTerms(const lease::v1::Granted& granted) {
  LeaseTerms terms;
  terms.id = granted.lease_id();
  terms.visible_cores = granted.visible_cores();
  for (std::uint32_t chip : granted.chips()) {
    if (chip >= kMaxChips) {
      return absl::DataLossError(absl::StrCat("the agent granted chip ", chip));
    }
    terms.chips.Add(static_cast<int>(chip));
  }
  return LeaseReply(std::move(terms));
}

absl::Status TakeRefusal(const lease::v1::Refused& refused) {
  return refused.code() == lease::v1::Refused::CODE_NEVER
             ? absl::FailedPreconditionError(refused.message())
             : absl::DeadlineExceededError(refused.message());
}

}  // namespace

std::string EncodeLeaseRequest(const LeaseRequest& request) {
  lease::v1::LeaseRequest message;
  message.set_chips(static_cast<std::uint32_t>(request.chips));
  message.set_logical_core_size(static_cast<std::uint32_t>(request.logical_core_size));
  message.set_wait_ms(static_cast<std::uint64_t>(absl::ToInt64Milliseconds(request.wait)));
  message.set_command(Plain(request.command, kMaxCommand));
  return message.SerializeAsString();
}

absl::StatusOr<LeaseRequest> DecodeLeaseRequest(absl::string_view bytes) {
  lease::v1::LeaseRequest message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::InvalidArgumentError(
        "this is no lease request; neuronctl and neuron-agent may be of different versions");
  }
  const absl::Status checked = Check(message);
  if (!checked.ok()) {
    return checked;
  }
  LeaseRequest request;
  request.chips = static_cast<int>(message.chips());
  request.logical_core_size = static_cast<int>(message.logical_core_size());
  request.wait = WaitOf(message);
  request.command = Plain(message.command(), kMaxCommand);
  return request;
}

std::string EncodeLeaseReply(const LeaseReply& reply) {
  lease::v1::LeaseReply message;
  absl::visit([&message](const auto& word) { Put(word, &message); }, reply);
  return message.SerializeAsString();
}

absl::StatusOr<LeaseReply> DecodeLeaseReply(absl::string_view bytes) {
  lease::v1::LeaseReply message;
  const bool parsed = message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  if (parsed && message.has_queued()) {
    return LeaseReply(LeasePosition{static_cast<int>(message.queued().position())});
  }
  if (parsed && message.has_granted()) {
    return TakeTerms(message.granted());
  }
  if (parsed && message.has_refused()) {
    return LeaseReply(TakeRefusal(message.refused()));
  }
  return absl::DataLossError(
      "the agent's answer is none; neuronctl and neuron-agent may be of different versions");
}

}  // namespace neuron
