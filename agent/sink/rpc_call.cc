#include "agent/sink/rpc_call.h"

#include <utility>

namespace neuron {
namespace {

// gRPC takes tags as pointers to anything, and does not look at them.
void* Tag(const RpcCall::Step& step) { return const_cast<RpcCall::Step*>(&step); }

}  // namespace

RpcCall::RpcCall(SnapshotHub* hub, grpc::CompletionQueue* queue, Hooks hooks)
    : hub_(hub), queue_(queue), hooks_(std::move(hooks)) {}

void RpcCall::Expect(const Request& request) {
  context_.AsyncNotifyWhenDone(Tag(gone_));
  request(&context_, &request_, &writer_, Tag(accepted_));
}

void RpcCall::OnAccepted(bool ok) {
  if (!ok) {
    // The server is shutting down; gRPC says nothing more about this call.
    const std::shared_ptr<RpcCall> until_returned = shared_from_this();
    hooks_.over(this);
    return;
  }
  hooks_.accepted();
  reply_ = hooks_.reply(request_);
  request_.Clear();
  hub_->Subscribe(weak_from_this());
  Advance();
}

void RpcCall::OnNews() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (is_over_ || std::exchange(owes_woken_, true)) {
      return;
    }
  }
  alarm_.Set(queue_, gpr_inf_past(GPR_CLOCK_REALTIME), Tag(woken_));
}

void RpcCall::OnWoken(bool /*ok*/) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    owes_woken_ = false;
  }
  Advance();
  EndIfOver();
}

void RpcCall::OnWritten(bool ok) {
  is_writing_ = false;
  is_gone_ = is_gone_ || !ok;
  Advance();
}

void RpcCall::OnGone(bool /*ok*/) {
  is_gone_ = true;
  owes_gone_ = false;
  Advance();
  EndIfOver();
}

void RpcCall::OnFinished(bool /*ok*/) {
  owes_finished_ = false;
  EndIfOver();
}

void RpcCall::Advance() {
  if (reply_ == nullptr || is_writing_ || is_finishing_) {
    return;
  }
  if (is_gone_) {
    Move({Reply::Kind::kEnd, {}, grpc::Status::CANCELLED});
  } else {
    Move(reply_->Next());
  }
}

// gRPC only takes note here: what it completes comes through the queue.
void RpcCall::Move(const Reply::Move& move) {
  switch (move.kind) {
    case Reply::Kind::kWait:
      return;
    case Reply::Kind::kSend:
      is_writing_ = true;
      writer_.Write(move.message, Tag(written_));
      return;
    case Reply::Kind::kEnd:
      is_finishing_ = true;
      writer_.Finish(move.status, Tag(finished_));
      return;
  }
}

void RpcCall::EndIfOver() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_over_ = !owes_gone_ && !owes_finished_ && !owes_woken_;
    if (!is_over_) {
      return;
    }
  }
  const std::shared_ptr<RpcCall> until_returned = shared_from_this();
  hooks_.over(this);
}

}  // namespace neuron
