#include "agent/sink/stream_service.h"

#include <utility>

#include "agent/sink/byte_message.h"
#include "agent/sink/health_reply.h"
#include "agent/sink/snapshot_reply.h"
#include "agent/sink/watch_reply.h"
#include "agent/telemetry/utf8.h"
#include "proto/health.pb.h"

namespace neuron {
namespace {

using grpc::health::v1::HealthCheckRequest;

constexpr char kService[] = "neuron.agent.v1.NeuronAgent";

std::unique_ptr<Reply> RefuseRequest() {
  return Refuse(grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "the request makes no sense"));
}

std::unique_ptr<Reply> RefuseForNow() {
  return Refuse(grpc::Status(grpc::StatusCode::UNAVAILABLE,
                             "no snapshot yet: the agent is starting; try again"));
}

agent::v1::Settings Encode(const AgentSettings& settings) {
  agent::v1::Settings message;
  message.set_publishes(settings.publishes);
  message.set_dry_run(settings.dry_run);
  for (const std::string& flag : settings.flags) {
    message.add_flags(ValidUtf8(flag));
  }
  if (settings.lease_socket.has_value()) {
    message.set_lease_socket(*settings.lease_socket);
  }
  return message;
}

// A watch that is counted for as long as it lives.
class CountedReply final : public Reply {
 public:
  CountedReply(std::unique_ptr<Reply> reply, std::shared_ptr<const bool> count)
      : reply_(std::move(reply)), count_(std::move(count)) {}

  Move Next() override { return reply_->Next(); }

 private:
  const std::unique_ptr<Reply> reply_;
  const std::shared_ptr<const bool> count_;
};

}  // namespace

StreamService::StreamService(const SnapshotHub* hub, PublicationSource publication,
                             AgentSettings settings)
    : hub_(hub), publication_(std::move(publication)), settings_(std::move(settings)) {}

std::unique_ptr<Reply> StreamService::GetSnapshot(const grpc::ByteBuffer& request) {
  agent::v1::GetSnapshotRequest wish;
  if (!Unpack(request, &wish)) {
    return RefuseRequest();
  }
  if (hub_->Latest() == nullptr) {
    return RefuseForNow();
  }
  return std::make_unique<SnapshotReply>(hub_);
}

std::unique_ptr<Reply> StreamService::GetInventory(const grpc::ByteBuffer& request) {
  agent::v1::GetInventoryRequest wish;
  if (!Unpack(request, &wish)) {
    return RefuseRequest();
  }
  const std::shared_ptr<const EncodedSnapshot> latest = hub_->Latest();
  return latest == nullptr ? RefuseForNow() : Answer(latest->inventory());
}

std::unique_ptr<Reply> StreamService::WatchSnapshots(const grpc::ByteBuffer& request) {
  agent::v1::WatchSnapshotsRequest wish;
  if (!Unpack(request, &wish)) {
    return RefuseRequest();
  }
  return Count(std::make_unique<WatchReply>(hub_, wish.changes_only()));
}

std::unique_ptr<Reply> StreamService::GetPublication(const grpc::ByteBuffer& request) {
  agent::v1::GetPublicationRequest wish;
  return Unpack(request, &wish) ? Answer(Pack(publication_())) : RefuseRequest();
}

std::unique_ptr<Reply> StreamService::GetSettings(const grpc::ByteBuffer& request) {
  agent::v1::GetSettingsRequest wish;
  return Unpack(request, &wish) ? Answer(Pack(Encode(settings_))) : RefuseRequest();
}

std::unique_ptr<Reply> StreamService::CheckHealth(const grpc::ByteBuffer& request) {
  HealthCheckRequest wish;
  if (!Unpack(request, &wish)) {
    return RefuseRequest();
  }
  if (!wish.service().empty() && wish.service() != kService) {
    return Refuse(grpc::Status(grpc::StatusCode::NOT_FOUND, "no service " + wish.service()));
  }
  return Answer(Pack(HealthOf(*hub_)));
}

std::unique_ptr<Reply> StreamService::WatchHealth(const grpc::ByteBuffer& request) {
  HealthCheckRequest wish;
  return Unpack(request, &wish) ? Count(std::make_unique<HealthReply>(hub_)) : RefuseRequest();
}

std::unique_ptr<Reply> StreamService::Count(std::unique_ptr<Reply> watch) {
  if (open_watches_.use_count() > kMaxWatches) {
    return Refuse(grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED,
                               "too many watches on this host; end some"));
  }
  return std::make_unique<CountedReply>(std::move(watch), open_watches_);
}

}  // namespace neuron
