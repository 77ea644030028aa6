#include "agent/sink/watch_reply.h"

#include <cstdint>
#include <utility>

namespace neuron {

WatchReply::WatchReply(const SnapshotHub* hub, bool changes_only)
    : hub_(hub), changes_only_(changes_only) {}

Reply::Move WatchReply::Next() {
  if (hub_->closed()) {
    return End(grpc::Status(grpc::StatusCode::UNAVAILABLE, "the agent is stopping"));
  }
  const std::uint64_t wish = hub_->Ask();
  std::shared_ptr<const EncodedSnapshot> latest = hub_->Latest();
  if (!IsNews(latest) || latest->wish() < wish) {
    return Wait();
  }
  const bool has_table = sent_ != nullptr && latest->HasCapabilitiesOf(*sent_);
  sent_ = std::move(latest);
  return Send(has_table ? sent_->message_without_capabilities() : sent_->message());
}

bool WatchReply::IsNews(const std::shared_ptr<const EncodedSnapshot>& latest) const {
  if (latest == nullptr || latest == sent_) {
    return false;
  }
  return sent_ == nullptr || !changes_only_ || latest->DiffersFrom(*sent_);
}

}  // namespace neuron
