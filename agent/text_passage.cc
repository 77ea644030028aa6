#include "agent/text_passage.h"

#include <google/protobuf/io/tokenizer.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "agent/base/excerpt.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

absl::Status WrongAt(int line, int column, absl::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrCat("line ", line + 1, ", column ", column + 1, ": ", why));
}

// On one line a quote is no trouble, and names of fields stand in them.
std::string WithPlainQuotes(const std::string& excerpt) {
  return absl::StrReplaceAll(excerpt, {{"\\\"", "\""}, {"\\'", "'"}});
}

// Keeps the first error.
class FirstError final : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int column, const std::string& message) override {
    if (!has_error_) {
      status_ = WrongAt(line, column, WithPlainQuotes(Excerpt(message)));
      has_error_ = true;
    }
  }
  void AddWarning(int, int, const std::string&) override {}
  const absl::Status& status() const { return status_; }

 private:
  bool has_error_ = false;
  absl::Status status_ = absl::InvalidArgumentError("this is no protobuf text");
};

}  // namespace

absl::Status ParseText(absl::string_view text, google::protobuf::Message* message,
                       google::protobuf::TextFormat::ParseInfoTree* places) {
  FirstError error;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  parser.WriteLocationsTo(places);
  return parser.ParseFromString(std::string(text), message) ? absl::OkStatus() : error.status();
}

TextPassage::TextPassage(const google::protobuf::Message& message,
                         google::protobuf::TextFormat::ParseInfoTree* places)
    : message_(message), places_(places) {}

TextPassage TextPassage::Part(const char* field, int index) const {
  TextPassage part(message_.GetReflection()->GetRepeatedMessage(message_, Find(field), index),
                   places_->GetTreeForNested(Find(field), index));
  part.path_ = absl::StrCat(path_, field, ".");
  part.place_ = places_->GetLocation(Find(field), index);
  return part;
}

absl::Status TextPassage::Wrong(const char* field, absl::string_view why) const {
  const auto said = places_->GetLocation(Find(field), -1);
  const auto place = said.line >= 0 ? said : place_;
  return WrongAt(place.line, place.column, absl::StrCat(path_, field, ": ", why));
}

bool TextPassage::Says(const char* field) const {
  return message_.GetReflection()->HasField(message_, Find(field));
}

absl::Status TextPassage::Take(const char* field, const Range& range, std::uint64_t* to) const {
  if (!Says(field)) {
    return absl::OkStatus();
  }
  const std::uint64_t value = message_.GetReflection()->GetUInt64(message_, Find(field));
  if (value < range.least || value > range.most) {
    return Wrong(field, absl::StrCat(value, " is not ", range.least, " to ", range.most));
  }
  *to = value;
  return absl::OkStatus();
}

absl::Status TextPassage::Take(const char* field, const Range& range, absl::Duration* to) const {
  std::uint64_t seconds = 0;
  NEURON_RETURN_IF_ERROR(Take(field, range, &seconds));
  if (Says(field)) {
    *to = absl::Seconds(seconds);
  }
  return absl::OkStatus();
}

void TextPassage::Take(const char* field, bool* to) const {
  if (Says(field)) {
    *to = message_.GetReflection()->GetBool(message_, Find(field));
  }
}

const google::protobuf::FieldDescriptor* TextPassage::Find(const char* field) const {
  return message_.GetDescriptor()->FindFieldByName(field);
}

}  // namespace neuron
