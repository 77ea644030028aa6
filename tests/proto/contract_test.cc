// The rules that proto/neuron_agent.proto states at its head, for it and the files that it imports.

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "agent/base/file.h"
#include "google/protobuf/descriptor.pb.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using google::protobuf::DescriptorProto;
using google::protobuf::EnumDescriptorProto;
using google::protobuf::FieldDescriptorProto;
using google::protobuf::FileDescriptorProto;
using google::protobuf::FileDescriptorSet;
using google::protobuf::SourceCodeInfo;

// As protoc reads them, with the comments.
FileDescriptorSet ReadContract() {
  constexpr std::size_t kLimit = 1 << 20;
  const absl::StatusOr<std::string> bytes =
      ReadFile("tests/proto/neuron_agent.descriptors", kLimit);
  EXPECT_TRUE(bytes.ok()) << bytes.status();
  FileDescriptorSet files;
  EXPECT_TRUE(bytes.ok() && files.ParseFromString(*bytes));
  EXPECT_EQ(files.file_size(), 6);
  return files;
}

using Path = std::vector<int>;

Path FieldPath(int message, int field) {
  return {FileDescriptorProto::kMessageTypeFieldNumber, message, DescriptorProto::kFieldFieldNumber,
          field};
}

// The comment above each thing, on one line.
std::map<Path, std::string> CommentsOf(const FileDescriptorProto& file) {
  std::map<Path, std::string> comments;
  for (const SourceCodeInfo::Location& location : file.source_code_info().location()) {
    const Path path(location.path().begin(), location.path().end());
    comments[path] = absl::StrReplaceAll(location.leading_comments(), {{"\n", ""}});
  }
  return comments;
}

class Contract : public testing::TestWithParam<FileDescriptorProto> {};

TEST_P(Contract, HasMessagesAndEnumsAtTheTopOnly) {
  const FileDescriptorProto& file = GetParam();
  EXPECT_EQ(file.package(), "neuron.agent.v1");
  EXPECT_GT(file.message_type_size(), 0);
  for (const DescriptorProto& message : file.message_type()) {
    EXPECT_EQ(message.nested_type_size(), 0) << message.name();
    EXPECT_EQ(message.enum_type_size(), 0) << message.name();
  }
}

TEST_P(Contract, EveryFieldSaysItsUnitAndItsSource) {
  const FileDescriptorProto& file = GetParam();
  const std::map<Path, std::string> comments = CommentsOf(file);
  for (int i = 0; i < file.message_type_size(); ++i) {
    for (int j = 0; j < file.message_type(i).field_size(); ++j) {
      const std::string& comment = comments.at(FieldPath(i, j));
      const std::string name =
          absl::StrCat(file.message_type(i).name(), ".", file.message_type(i).field(j).name());
      EXPECT_TRUE(absl::StrContains(comment, " Unit: ")) << name << ":" << comment;
      EXPECT_TRUE(absl::StrContains(comment, " Source: ")) << name << ":" << comment;
    }
  }
}

TEST_P(Contract, EveryEnumBeginsWithUnspecified) {
  const FileDescriptorProto& file = GetParam();
  for (const EnumDescriptorProto& type : file.enum_type()) {
    EXPECT_EQ(type.value(0).number(), 0) << type.name();
    EXPECT_TRUE(absl::EndsWith(type.value(0).name(), "_UNSPECIFIED")) << type.name();
  }
}

TEST_P(Contract, EverySingularScalarHasPresence) {
  const FileDescriptorProto& file = GetParam();
  for (const DescriptorProto& message : file.message_type()) {
    for (const FieldDescriptorProto& field : message.field()) {
      const bool singular = field.label() != FieldDescriptorProto::LABEL_REPEATED;
      if (!singular || field.type() == FieldDescriptorProto::TYPE_MESSAGE) continue;
      EXPECT_TRUE(field.proto3_optional()) << message.name() << "." << field.name();
    }
  }
}

std::vector<FileDescriptorProto> Files() {
  const FileDescriptorSet files = ReadContract();
  return {files.file().begin(), files.file().end()};
}

INSTANTIATE_TEST_SUITE_P(EachFile, Contract, testing::ValuesIn(Files()),
                         [](const auto& file) { return "File" + std::to_string(file.index); });

}  // namespace
}  // namespace neuron
