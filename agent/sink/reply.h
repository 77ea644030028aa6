#ifndef AGENT_SINK_REPLY_H_
#define AGENT_SINK_REPLY_H_

#include <memory>

#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/status.h"

namespace neuron {

// What the server says to one call: messages, then a status.
class Reply {
 public:
  enum class Kind { kSend, kWait, kEnd };
  struct Move {
    Kind kind;
    // To be sent.
    grpc::ByteBuffer message;
    // To end with.
    grpc::Status status;
  };

  virtual ~Reply() = default;

  // What to do now: asked when nothing is on its way, and after kWait again when the hub has news.
  // Never waits. One thread at a time.
  virtual Move Next() = 0;

 protected:
  static Move Send(const grpc::ByteBuffer& message) { return {Kind::kSend, message, {}}; }
  static Move Wait() { return {Kind::kWait, {}, {}}; }
  static Move End(const grpc::Status& status) { return {Kind::kEnd, {}, status}; }
};

// One message, and done.
std::unique_ptr<Reply> Answer(const grpc::ByteBuffer& message);

// No message. REQUIRES: !status.ok().
std::unique_ptr<Reply> Refuse(const grpc::Status& status);

}  // namespace neuron

#endif  // AGENT_SINK_REPLY_H_
