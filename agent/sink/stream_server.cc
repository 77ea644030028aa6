#include "agent/sink/stream_server.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/sink/rpc_call.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "proto/health.grpc.pb.h"
#include "proto/neuron_agent.grpc.pb.h"

namespace neuron {
namespace {

constexpr std::chrono::milliseconds kPatience(50);
constexpr int kMaxRequestBytes = 64 * 1024;
constexpr std::size_t kMaxMemoryBytes = 16 * 1024 * 1024;
// The reflection service is gRPC's own and has a thread, which need not look up from its sleep.
constexpr int kReflectionThreads = 1;
constexpr int kReflectionTimeoutMs = 3600 * 1000;
// What gRPC would ask of a connection by timers, for which it wakes threads, is known of a Unix
// socket: the kernel tells when the other side has gone, and requests are small.
constexpr int kNever = std::numeric_limits<int>::max();

using agent::v1::NeuronAgent;
using grpc::health::v1::Health;

// A service of which every request and every answer comes as bytes, so that a snapshot is encoded
// once for all; and every answer as a stream.
template <typename Raw>
class ByteService final : public Raw {
 public:
  RpcCall::Request RequestFor(const google::protobuf::ServiceDescriptor& service,
                              const char* method, grpc::ServerCompletionQueue* queue) {
    const int index = service.FindMethodByName(method)->index();
    return [=](grpc::ServerContext* context, grpc::ByteBuffer* request,
               grpc::ServerAsyncWriter<grpc::ByteBuffer>* writer, void* tag) {
      this->RequestAsyncServerStreaming(index, context, request, writer, queue, queue, tag);
    };
  }
};

using ByteAgent =
    ByteService<NeuronAgent::WithRawMethod_GetSnapshot<NeuronAgent::WithRawMethod_WatchSnapshots<
        NeuronAgent::WithRawMethod_GetInventory<NeuronAgent::WithRawMethod_GetPublication<
            NeuronAgent::WithRawMethod_GetSettings<NeuronAgent::Service>>>>>>;
using ByteHealth =
    ByteService<Health::WithRawMethod_Check<Health::WithRawMethod_Watch<Health::Service>>>;

// How the calls of one method come in, and what is said to them.
struct Route {
  RpcCall::Request request;
  std::function<std::unique_ptr<Reply>(const grpc::ByteBuffer&)> reply;
};

}  // namespace

// The server without its socket's file.
class StreamServer::Parts {
 public:
  Parts(SnapshotHub* hub, PublicationSource publication, AgentSettings settings)
      : hub_(hub), service_(hub, std::move(publication), std::move(settings)) {}
  ~Parts();

  // Whether gRPC could bind. Call it once.
  bool Start(const std::string& path);

 private:
  std::vector<Route> MakeRoutes();
  void Accept(const Route& route);
  void Drop(RpcCall* call);
  void RunQueue();

  SnapshotHub* const hub_;
  // The queue's thread only.
  StreamService service_;

  ByteAgent agent_;
  ByteHealth health_;
  std::unique_ptr<grpc::ServerCompletionQueue> queue_;
  std::vector<Route> routes_;
  std::unique_ptr<grpc::Server> server_;
  std::thread thread_;

  std::mutex mutex_;
  std::condition_variable dropped_;
  // Guarded by mutex_. Those that wait for a client are among them.
  std::map<RpcCall*, std::shared_ptr<RpcCall>> calls_;
};

bool StreamServer::Parts::Start(const std::string& path) {
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  builder.AddListeningPort("unix:" + path, grpc::InsecureServerCredentials());
  builder.RegisterService(&agent_);
  builder.RegisterService(&health_);
  builder.SetMaxReceiveMessageSize(kMaxRequestBytes);
  builder.SetResourceQuota(grpc::ResourceQuota("stream").Resize(kMaxMemoryBytes));
  builder.SetSyncServerOption(grpc::ServerBuilder::MIN_POLLERS, kReflectionThreads);
  builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, kReflectionThreads);
  builder.SetSyncServerOption(grpc::ServerBuilder::CQ_TIMEOUT_MSEC, kReflectionTimeoutMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kNever);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_BDP_PROBE, 0);
  queue_ = builder.AddCompletionQueue();
  server_ = builder.BuildAndStart();
  if (server_ != nullptr) {
    routes_ = MakeRoutes();
    for (const Route& route : routes_) {
      Accept(route);
    }
  }
  thread_ = std::thread([this] { RunQueue(); });
  return server_ != nullptr;
}

// Nothing may be started on the queue once it is shut down: first every call must be over.
StreamServer::Parts::~Parts() {
  if (server_ != nullptr) {
    hub_->Close();
    server_->Shutdown(std::chrono::system_clock::now() + kPatience);
    std::unique_lock<std::mutex> lock(mutex_);
    dropped_.wait(lock, [this] { return calls_.empty(); });
  }
  queue_->Shutdown();
  thread_.join();
}

std::vector<Route> StreamServer::Parts::MakeRoutes() {
  const auto& agent = *agent::v1::Snapshot::descriptor()->file()->service(0);
  const auto& health = *grpc::health::v1::HealthCheckRequest::descriptor()->file()->service(0);
  grpc::ServerCompletionQueue* const queue = queue_.get();
  using Bytes = grpc::ByteBuffer;
  return {
      {agent_.RequestFor(agent, "GetSnapshot", queue),
       [this](const Bytes& request) { return service_.GetSnapshot(request); }},
      {agent_.RequestFor(agent, "WatchSnapshots", queue),
       [this](const Bytes& request) { return service_.WatchSnapshots(request); }},
      {agent_.RequestFor(agent, "GetInventory", queue),
       [this](const Bytes& request) { return service_.GetInventory(request); }},
      {agent_.RequestFor(agent, "GetPublication", queue),
       [this](const Bytes& request) { return service_.GetPublication(request); }},
      {agent_.RequestFor(agent, "GetSettings", queue),
       [this](const Bytes& request) { return service_.GetSettings(request); }},
      {health_.RequestFor(health, "Check", queue),
       [this](const Bytes& request) { return service_.CheckHealth(request); }},
      {health_.RequestFor(health, "Watch", queue),
       [this](const Bytes& request) { return service_.WatchHealth(request); }},
  };
}

void StreamServer::Parts::Accept(const Route& route) {
  const auto call =
      std::make_shared<RpcCall>(hub_, queue_.get(),
                                RpcCall::Hooks{[this, &route] { Accept(route); }, route.reply,
                                               [this](RpcCall* over) { Drop(over); }});
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    calls_.emplace(call.get(), call);
  }
  call->Expect(route.request);
}

void StreamServer::Parts::Drop(RpcCall* call) {
  const std::lock_guard<std::mutex> lock(mutex_);
  calls_.erase(call);
  dropped_.notify_all();
}

void StreamServer::Parts::RunQueue() {
  void* tag = nullptr;
  bool ok = false;
  while (queue_->Next(&tag, &ok)) {
    static_cast<const RpcCall::Step*>(tag)->Run(ok);
  }
}

absl::StatusOr<std::unique_ptr<StreamServer>> StreamServer::Start(SocketClaim claim,
                                                                  SnapshotHub* hub,
                                                                  PublicationSource publication,
                                                                  const StreamOptions& options) {
  auto parts = std::make_unique<Parts>(hub, std::move(publication), options.settings);
  if (!parts->Start(claim.bind_path())) {
    return absl::UnavailableError(
        absl::StrCat("cannot serve ", claim.path(), ": gRPC could not bind the socket"));
  }
  NEURON_RETURN_IF_ERROR(claim.Open(options.group));
  return std::unique_ptr<StreamServer>(new StreamServer(std::move(claim), std::move(parts)));
}

StreamServer::StreamServer(SocketClaim claim, std::unique_ptr<Parts> parts)
    : claim_(std::move(claim)), parts_(std::move(parts)) {}

StreamServer::~StreamServer() = default;

}  // namespace neuron
