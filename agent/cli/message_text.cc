#include "agent/cli/message_text.h"

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/util/delimited_message_util.h"
#include "google/protobuf/util/json_util.h"

namespace neuron {
namespace {

// Our own messages always have a mapping, so the status is always OK.
std::string Json(const google::protobuf::Message& message, bool whitespace) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.add_whitespace = whitespace;
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(message, &json, options);
  return json;
}

}  // namespace

std::string JsonLine(const google::protobuf::Message& message) {
  return Json(message, false) + "\n";
}

std::string JsonPage(const google::protobuf::Message& message) { return Json(message, true); }

std::string Record(const google::protobuf::Message& message) {
  std::string record;
  google::protobuf::io::StringOutputStream stream(&record);
  google::protobuf::util::SerializeDelimitedToZeroCopyStream(message, &stream);
  return record;
}

}  // namespace neuron
