#ifndef AGENT_SINK_BYTE_MESSAGE_H_
#define AGENT_SINK_BYTE_MESSAGE_H_

#include "google/protobuf/message_lite.h"
#include "grpcpp/support/byte_buffer.h"

namespace neuron {

// A message as bytes for gRPC. Copies of the buffer share them.
grpc::ByteBuffer Pack(const google::protobuf::MessageLite& message);

// Whether `bytes` were such a message. For the bytes of strangers.
bool Unpack(const grpc::ByteBuffer& bytes, google::protobuf::MessageLite* message);

}  // namespace neuron

#endif  // AGENT_SINK_BYTE_MESSAGE_H_
