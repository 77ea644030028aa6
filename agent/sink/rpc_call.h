#ifndef AGENT_SINK_RPC_CALL_H_
#define AGENT_SINK_RPC_CALL_H_

#include <functional>
#include <memory>
#include <mutex>

#include "agent/sink/reply.h"
#include "agent/sink/snapshot_hub.h"
#include "grpcpp/alarm.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/async_stream.h"
#include "grpcpp/support/byte_buffer.h"

namespace neuron {

// One call of one method, from the wait for a client to the end: takes the request, then does what
// the reply says. At most one write is on its way, so a client that does not read holds one
// message; nobody waits for it, and a call that waits costs no thread. A client that leaves ends
// its call. A method that answers once does it as a stream of one message, which looks the same.
//
// Runs on the thread of the completion queue. OnNews(), on the publisher's, only wakes that: what
// is sent is encoded and written where gRPC goes on with it, without handing it back and forth.
class RpcCall final : public SnapshotReader, public std::enable_shared_from_this<RpcCall> {
 public:
  struct Hooks {
    // A client is there: time to wait for the next.
    std::function<void()> accepted;
    std::function<std::unique_ptr<Reply>(const grpc::ByteBuffer& request)> reply;
    // gRPC is done with the call, which may be destroyed.
    std::function<void(RpcCall*)> over;
  };

  // The tags in the completion queue: what comes next in which call.
  struct Step {
    RpcCall* call;
    void (RpcCall::*next)(bool ok);

    void Run(bool ok) const { (call->*next)(ok); }
  };

  // Asks gRPC for the next client of the method.
  using Request = std::function<void(grpc::ServerContext* context, grpc::ByteBuffer* request,
                                     grpc::ServerAsyncWriter<grpc::ByteBuffer>* writer, void* tag)>;

  // `hub` and `queue` must outlive the call.
  RpcCall(SnapshotHub* hub, grpc::CompletionQueue* queue, Hooks hooks);

  // Waits for a client. Call it once.
  void Expect(const Request& request);

  void OnNews() override;

 private:
  void OnAccepted(bool ok);
  void OnWoken(bool ok);
  void OnWritten(bool ok);
  void OnGone(bool ok);
  void OnFinished(bool ok);

  void Advance();
  void Move(const Reply::Move& move);
  void EndIfOver();

  SnapshotHub* const hub_;
  grpc::CompletionQueue* const queue_;
  const Hooks hooks_;
  grpc::ServerContext context_;
  grpc::ServerAsyncWriter<grpc::ByteBuffer> writer_{&context_};
  grpc::ByteBuffer request_;

  const Step accepted_{this, &RpcCall::OnAccepted};
  const Step woken_{this, &RpcCall::OnWoken};
  const Step written_{this, &RpcCall::OnWritten};
  const Step gone_{this, &RpcCall::OnGone};
  const Step finished_{this, &RpcCall::OnFinished};

  // Null until there is a client.
  std::unique_ptr<Reply> reply_;
  bool is_writing_ = false;
  bool is_gone_ = false;
  bool is_finishing_ = false;
  // What gRPC still owes us before the call is over.
  bool owes_gone_ = true;
  bool owes_finished_ = true;

  // Set by who makes `owes_woken_` true.
  grpc::Alarm alarm_;
  std::mutex mutex_;
  // Guarded by mutex_.
  bool owes_woken_ = false;
  bool is_over_ = false;
};

}  // namespace neuron

#endif  // AGENT_SINK_RPC_CALL_H_
