#include "agent/cli/daemon_client.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "grpcpp/client_context.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"

namespace neuron {
namespace {

// A snapshot of 64 chips with their counters has about 100 kB.
constexpr int kMaxMessageBytes = 4 * 1024 * 1024;

// gRPC's own message for this does not say in words what is wrong.
absl::Status Probe(const std::string& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof(address.sun_path)) {
    return absl::InvalidArgumentError(absl::StrCat("\"", path, "\" cannot be a socket's path"));
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  const UniqueFd probe(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!probe.valid()) {
    return ErrnoStatus(errno, "cannot make a socket");
  }
  if (connect(probe.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    return ErrnoStatus(errno, absl::StrCat("cannot reach the agent at ", path));
  }
  return absl::OkStatus();
}

absl::Status WithCure(const absl::Status& status) {
  if (absl::IsPermissionDenied(status)) {
    return absl::PermissionDeniedError(absl::StrCat(
        status.message(), "; run as root, or as a member of the group that owns the socket"));
  }
  if (absl::IsInvalidArgument(status)) {
    return absl::UnavailableError(absl::StrCat(status.message(), "; give another --socket"));
  }
  return absl::UnavailableError(absl::StrCat(
      status.message(), "; is neuron-agent running? --local reads this host without it"));
}

grpc::ChannelArguments ChannelSettings() {
  grpc::ChannelArguments settings;
  settings.SetMaxReceiveMessageSize(kMaxMessageBytes);
  // How fast a connection is, gRPC finds out by pings, which wake both sides.
  settings.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
  return settings;
}

}  // namespace

absl::StatusOr<DaemonClient> DaemonClient::Connect(const std::string& socket,
                                                   absl::Duration timeout) {
  const absl::Status status = Probe(socket);
  if (!status.ok()) {
    return WithCure(status);
  }
  return DaemonClient(socket, timeout);
}

DaemonClient::DaemonClient(std::string socket, absl::Duration timeout)
    : socket_(std::move(socket)),
      timeout_(timeout),
      stub_(agent::v1::NeuronAgent::NewStub(grpc::CreateCustomChannel(
          "unix:" + socket_, grpc::InsecureChannelCredentials(), ChannelSettings()))) {}

absl::StatusOr<agent::v1::Snapshot> DaemonClient::GetSnapshot() {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + timeout_));
  agent::v1::Snapshot snapshot;
  NEURON_RETURN_IF_ERROR(Explain(stub_->GetSnapshot(&context, {}, &snapshot)));
  return snapshot;
}

absl::StatusOr<agent::v1::Inventory> DaemonClient::GetInventory() {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + timeout_));
  agent::v1::Inventory inventory;
  NEURON_RETURN_IF_ERROR(Explain(stub_->GetInventory(&context, {}, &inventory)));
  return inventory;
}

absl::StatusOr<agent::v1::Publication> DaemonClient::GetPublication() {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + timeout_));
  agent::v1::Publication publication;
  NEURON_RETURN_IF_ERROR(Explain(stub_->GetPublication(&context, {}, &publication)));
  return publication;
}

absl::StatusOr<agent::v1::Settings> DaemonClient::GetSettings() {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + timeout_));
  agent::v1::Settings settings;
  NEURON_RETURN_IF_ERROR(Explain(stub_->GetSettings(&context, {}, &settings)));
  return settings;
}

absl::Status DaemonClient::Watch(
    bool changes_only, const std::function<absl::Status(const agent::v1::Snapshot&)>& take) {
  grpc::ClientContext context;
  agent::v1::WatchSnapshotsRequest request;
  request.set_changes_only(changes_only);
  const auto reader = stub_->WatchSnapshots(&context, request);
  agent::v1::Snapshot snapshot;
  while (reader->Read(&snapshot)) {
    const absl::Status taken = take(snapshot);
    if (!taken.ok()) {
      context.TryCancel();
      reader->Finish();
      return taken;
    }
  }
  const absl::Status ended = Explain(reader->Finish());
  return ended.ok() ? Explain(grpc::Status(grpc::StatusCode::UNAVAILABLE, "the stream has ended"))
                    : ended;
}

absl::Status DaemonClient::Explain(const grpc::Status& status) const {
  if (status.ok()) {
    return absl::OkStatus();
  }
  const std::string message = absl::StrCat("the agent at ", socket_, ": ", status.error_message());
  if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) {
    return absl::DeadlineExceededError(
        absl::StrCat("the agent at ", socket_, " did not answer within ",
                     absl::FormatDuration(timeout_), "; give a longer --timeout"));
  }
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()), message);
}

}  // namespace neuron
