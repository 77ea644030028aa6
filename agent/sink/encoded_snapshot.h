#ifndef AGENT_SINK_ENCODED_SNAPSHOT_H_
#define AGENT_SINK_ENCODED_SNAPSHOT_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "agent/snapshot/snapshot.h"
#include "grpcpp/support/byte_buffer.h"

namespace neuron {

// A snapshot as neuron.agent.v1 has it on the wire: encoded when first asked for, once for all
// subscribers. Any thread.
class EncodedSnapshot {
 public:
  // REQUIRES: `snapshot` is not null. `agent_version` becomes a field of the message.
  EncodedSnapshot(std::shared_ptr<const Snapshot> snapshot, std::string agent_version);

  // Snapshot::wish.
  std::uint64_t wish() const { return snapshot_->wish; }

  // The Snapshot with all that it has. Copies of a buffer share its bytes.
  const grpc::ByteBuffer& message() const;

  // The Snapshot without its capabilities, for who has had them.
  const grpc::ByteBuffer& message_without_capabilities() const;
  // Whether that is what who has had `other` needs.
  bool HasCapabilitiesOf(const EncodedSnapshot& other) const;

  // What it says of the inventory, as a message of its own. Made anew for each who asks: few do.
  grpc::ByteBuffer inventory() const;

  // Whether something other than time and counters differs: what a subscriber that set
  // `changes_only` wants to hear of.
  bool DiffersFrom(const EncodedSnapshot& other) const;

 private:
  // The message without sequence, times, counters and totals of PCI.
  const std::string& Essence() const;

  const std::shared_ptr<const Snapshot> snapshot_;
  const std::string agent_version_;
  mutable std::once_flag message_once_;
  mutable grpc::ByteBuffer message_;
  mutable std::once_flag tick_once_;
  mutable grpc::ByteBuffer tick_;
  mutable std::once_flag essence_once_;
  mutable std::string essence_;
};

}  // namespace neuron

#endif  // AGENT_SINK_ENCODED_SNAPSHOT_H_
