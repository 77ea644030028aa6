#include "agent/cli/scrub_message.h"

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/wrappers.pb.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(ScrubMessage, ScrubsEveryStringHoweverDeep) {
  google::protobuf::ListValue message;
  google::protobuf::ListValue* const inner = message.add_values()->mutable_list_value();
  inner->add_values()->set_string_value("token: abc");
  inner->add_values()->set_string_value("arn:aws:ecs:r:123456789012:x");
  inner->add_values()->set_number_value(7);
  ScrubMessage(&message);
  ASSERT_EQ(inner->values_size(), 3);
  EXPECT_EQ(inner->values(0).string_value(), "token: XXX");
  EXPECT_EQ(inner->values(1).string_value(), "arn:aws:ecs:r:000000000000:x");
  EXPECT_EQ(inner->values(2).number_value(), 7);
}

TEST(ScrubMessage, DropsWhatNobodyCanReadThrough) {
  google::protobuf::BytesValue bytes;
  bytes.set_value("secret");
  ScrubMessage(&bytes);
  EXPECT_EQ(bytes.value(), "");
  google::protobuf::StringValue text;
  text.set_value("plain");
  text.GetReflection()->MutableUnknownFields(&text)->AddLengthDelimited(99, "secret");
  ScrubMessage(&text);
  EXPECT_EQ(text.value(), "plain");
  EXPECT_TRUE(text.GetReflection()->GetUnknownFields(text).empty());
}

}  // namespace
}  // namespace neuron
