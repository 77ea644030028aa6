#ifndef AGENT_TEXT_PASSAGE_H_
#define AGENT_TEXT_PASSAGE_H_

#include <google/protobuf/message.h>
#include <google/protobuf/text_format.h>

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace neuron {

// Reads a message, and where its fields are, from protobuf text that a person wrote.
// InvalidArgument with the place and the field, in one line, if it is no such text.
absl::Status ParseText(absl::string_view text, google::protobuf::Message* message,
                       google::protobuf::TextFormat::ParseInfoTree* places);

// A message from such a text, and where it stands there. Fields are named as in the message, and
// must be of the type asked for. Borrows the message and its places.
class TextPassage {
 public:
  // What a number may be.
  struct Range {
    std::uint64_t least;
    std::uint64_t most;
  };

  // The whole text.
  TextPassage(const google::protobuf::Message& message,
              google::protobuf::TextFormat::ParseInfoTree* places);

  // One message of the list `field`.
  TextPassage Part(const char* field, int index) const;

  // That this field is wrong: "line 2, column 5: rule.window_seconds: <why>". One that is not said
  // is where its message is.
  absl::Status Wrong(const char* field, absl::string_view why) const;

  bool Says(const char* field) const;

  // Each sets `to` if the field is said. Numbers and whole seconds that are out of range are wrong.
  absl::Status Take(const char* field, const Range& range, std::uint64_t* to) const;
  absl::Status Take(const char* field, const Range& range, absl::Duration* to) const;
  void Take(const char* field, bool* to) const;

 private:
  const google::protobuf::FieldDescriptor* Find(const char* field) const;

  const google::protobuf::Message& message_;
  google::protobuf::TextFormat::ParseInfoTree* places_;
  // "chip_type.rule."
  std::string path_;
  google::protobuf::TextFormat::ParseLocation place_{0, 0};
};

}  // namespace neuron

#endif  // AGENT_TEXT_PASSAGE_H_
