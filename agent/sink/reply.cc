#include "agent/sink/reply.h"

namespace neuron {
namespace {

class OneMessage final : public Reply {
 public:
  explicit OneMessage(const grpc::ByteBuffer& message) : message_(message) {}

  Move Next() override {
    if (sent_) {
      return End(grpc::Status::OK);
    }
    sent_ = true;
    return Send(message_);
  }

 private:
  const grpc::ByteBuffer message_;
  bool sent_ = false;
};

class Refusal final : public Reply {
 public:
  explicit Refusal(const grpc::Status& status) : status_(status) {}

  Move Next() override { return End(status_); }

 private:
  const grpc::Status status_;
};

}  // namespace

std::unique_ptr<Reply> Answer(const grpc::ByteBuffer& message) {
  return std::make_unique<OneMessage>(message);
}

std::unique_ptr<Reply> Refuse(const grpc::Status& status) {
  return std::make_unique<Refusal>(status);
}

}  // namespace neuron
