#include "agent/sink/byte_message.h"

#include <string>

#include "grpcpp/support/slice.h"

namespace neuron {

grpc::ByteBuffer Pack(const google::protobuf::MessageLite& message) {
  auto* const bytes = new std::string(message.SerializeAsString());
  // With the last copy of the buffer.
  const auto release = [](void* read) { delete static_cast<std::string*>(read); };
  const grpc::Slice slice(&bytes->front(), bytes->size(), release, bytes);
  return grpc::ByteBuffer(&slice, 1);
}

bool Unpack(const grpc::ByteBuffer& bytes, google::protobuf::MessageLite* message) {
  grpc::Slice slice;
  return bytes.DumpToSingleSlice(&slice).ok() &&
         message->ParseFromArray(slice.begin(), static_cast<int>(slice.size()));
}

}  // namespace neuron
