#include "agent/sink/attribute_auditor.h"

#include <utility>

#include "agent/sink/attribute_audit.h"

namespace neuron {
namespace {

// What an earlier run left promises chips until the first answer.
constexpr absl::Duration kLookDeadline = absl::Seconds(2);

absl::Duration AuditPause(double random01) { return absl::Minutes(20) * (1 + random01); }

}  // namespace

AttributeAuditor::AttributeAuditor(AttributeNames names, AttributeRoom* room,
                                   const GenerationBook* ours, Links links, Clock* clock,
                                   std::function<double()> random)
    : names_(std::move(names)),
      room_(room),
      ours_(ours),
      links_(std::move(links)),
      clock_(clock),
      random_(std::move(random)) {}

void AttributeAuditor::Adopt(EcsClient* client, EcsTarget target) {
  client_ = client;
  target_ = std::move(target);
  book_.Forget();
  has_looked_ = false;
  next_at_.reset();
  alarm_ = nullptr;
  Look();
}

void AttributeAuditor::Stop() {
  client_ = nullptr;
  look_ = nullptr;
  alarm_ = nullptr;
}

AuditState AttributeAuditor::state() const {
  AuditState state = book_.state();
  for (const AttributeKind kind : room_->others()) {
    state.others.push_back(AttributeName(names_, kind));
  }
  state.next_at = next_at_;
  return state;
}

void AttributeAuditor::Look() {
  look_ = std::make_unique<AttributeLook>(
      client_, target_, clock_, kLookDeadline,
      [this, writes = ours_->writes()](const absl::StatusOr<std::vector<EcsAttribute>>& held) {
        OnLook(held, writes);
      });
}

void AttributeAuditor::OnLook(const absl::StatusOr<std::vector<EcsAttribute>>& held,
                              std::uint64_t writes_before) {
  AuditOutcome outcome = AuditOutcome::kAsWritten;
  if (held.ok()) {
    book_.Looked(clock_->Now());
    outcome = Examine(*held, writes_before);
  } else {
    book_.CannotTell(held.status(), clock_->Now());
  }
  has_looked_ = true;
  const absl::Duration pause =
      outcome == AuditOutcome::kTooSoon ? kEcsSettles : AuditPause(random_());
  next_at_ = clock_->Now() + pause;
  alarm_ = clock_->CallAfter(pause, [this] { Look(); });
  links_.looked(outcome == AuditOutcome::kStale, held);
}

AuditOutcome AttributeAuditor::Examine(const std::vector<EcsAttribute>& held,
                                       std::uint64_t writes_before) {
  const AttributeNames doubtful = {names_.prefix, has_looked_ ? room_->others() : names_.kinds};
  if (room_->Yield(FindOthers(doubtful, held))) {
    return AuditOutcome::kStale;
  }
  if (ours_->writes() != writes_before) {
    return AuditOutcome::kTooSoon;
  }
  const absl::optional<Written> written = links_.written();
  if (!written.has_value()) {
    return AuditOutcome::kAsWritten;
  }
  const absl::Time now = clock_->Now();
  const AuditOutcome outcome =
      book_.Compare(written->attributes, held, *ours_, now - written->at, now);
  return room_->Return(FreeRoom(held)) ? AuditOutcome::kStale : outcome;
}

}  // namespace neuron
