#include "agent/cli/scrub_message.h"

#include <string>
#include <vector>

#include "agent/capture/scrub.h"
#include "google/protobuf/descriptor.h"

namespace neuron {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void ScrubStrings(const FieldDescriptor* field, const Reflection& reflection, Message* message) {
  if (!field->is_repeated()) {
    reflection.SetString(message, field, Scrub(reflection.GetString(*message, field)));
    return;
  }
  for (int i = 0; i < reflection.FieldSize(*message, field); ++i) {
    reflection.SetRepeatedString(message, field, i,
                                 Scrub(reflection.GetRepeatedString(*message, field, i)));
  }
}

void ScrubMessages(const FieldDescriptor* field, const Reflection& reflection, Message* message) {
  if (!field->is_repeated()) {
    ScrubMessage(reflection.MutableMessage(message, field));
    return;
  }
  for (int i = 0; i < reflection.FieldSize(*message, field); ++i) {
    ScrubMessage(reflection.MutableRepeatedMessage(message, field, i));
  }
}

}  // namespace

void ScrubMessage(Message* message) {
  const Reflection& reflection = *message->GetReflection();
  reflection.MutableUnknownFields(message)->Clear();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(*message, &fields);
  for (const FieldDescriptor* const field : fields) {
    if (field->type() == FieldDescriptor::TYPE_STRING) {
      ScrubStrings(field, reflection, message);
    } else if (field->type() == FieldDescriptor::TYPE_BYTES) {
      reflection.ClearField(message, field);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      ScrubMessages(field, reflection, message);
    }
  }
}

}  // namespace neuron
