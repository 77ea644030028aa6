// The wire format, byte by byte, and that every field of it is tried.

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/telemetry/codec.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"
#include "tests/fakes/dim_snapshot.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/ultraserver_snapshot.h"
#include "tests/telemetry/golden_file.h"

namespace neuron {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

std::string AsText(const Message& message) {
  std::string text;
  google::protobuf::TextFormat::PrintToString(message, &text);
  return text;
}

// 32 bytes a line, so that a change is a small diff.
std::string AsHex(const Message& message) {
  constexpr std::size_t kLine = 32;
  const std::string bytes = message.SerializeAsString();
  std::string hex;
  for (std::size_t at = 0; at < bytes.size(); at += kLine) {
    absl::StrAppend(&hex, absl::BytesToHexString(bytes.substr(at, kLine)), "\n");
  }
  return hex;
}

bool IsOurs(const FieldDescriptor& field) {
  return field.message_type() != nullptr &&
         absl::StartsWith(field.message_type()->full_name(), "neuron.");
}

void CollectFields(const Descriptor& type, std::set<std::string>* names) {
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const bool is_new = names->insert(field.full_name()).second;
    if (is_new && IsOurs(field)) CollectFields(*field.message_type(), names);
  }
}

void CollectSetFields(const Message& message, std::set<std::string>* names) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    names->insert(field->full_name());
    if (!IsOurs(*field)) continue;
    if (!field->is_repeated()) {
      CollectSetFields(reflection.GetMessage(message, field), names);
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      CollectSetFields(reflection.GetRepeatedMessage(message, field, i), names);
    }
  }
}

TEST(Encode, WritesTheExampleAsTheGoldenText) {
  ExpectGolden("tests/golden/snapshot.textproto", AsText(Encode(ExampleSnapshot(), "1.2.3")));
}

TEST(Encode, WritesTheExampleAsTheGoldenBytes) {
  ExpectGolden("tests/golden/snapshot.hex", AsHex(Encode(ExampleSnapshot(), "1.2.3")));
}

TEST(Encode, WritesUnknownAndAbsentAsTheGoldenText) {
  ExpectGolden("tests/golden/snapshot.dim.textproto", AsText(Encode(DimSnapshot(), "1.2.3")));
}

TEST(Encode, WritesWhoHasWhatAsTheGoldenText) {
  ExpectGolden("tests/golden/snapshot.busy.textproto", AsText(Encode(BusySnapshot(), "1.2.3")));
}

TEST(Examples, HaveEveryFieldOfTheContract) {
  std::set<std::string> all;
  CollectFields(*agent::v1::Snapshot::descriptor(), &all);
  std::set<std::string> seen;
  CollectSetFields(Encode(ExampleSnapshot(), "1.2.3"), &seen);
  CollectSetFields(Encode(BusySnapshot(), "1.2.3"), &seen);
  CollectSetFields(Encode(DimSnapshot(), "1.2.3"), &seen);
  CollectSetFields(Encode(UltraServerSnapshot(), "1.2.3"), &seen);
  EXPECT_EQ(seen, all);
}

}  // namespace
}  // namespace neuron
