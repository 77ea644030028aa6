#include "tests/simulator/driver/ioctl_answers.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <memory>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "tests/simulator/driver/driver_abi.h"

namespace neuron::sim {
namespace {

constexpr std::uint64_t kArgument = 0x1000;
constexpr std::uint64_t kPointedAt = 0x20000;

// A few mapped pieces of memory.
class FakeMemory final : public CallerMemory {
 public:
  std::map<std::uint64_t, std::string> pieces;

  bool Read(std::uint64_t address, void* bytes, std::size_t size) override {
    char* piece = Find(address, size);
    if (piece != nullptr) std::memcpy(bytes, piece, size);
    return piece != nullptr;
  }
  bool Write(std::uint64_t address, const void* bytes, std::size_t size) override {
    char* piece = Find(address, size);
    if (piece != nullptr) std::memcpy(piece, bytes, size);
    return piece != nullptr;
  }

 private:
  char* Find(std::uint64_t address, std::size_t size) {
    const auto piece = pieces.find(address);
    return piece != pieces.end() && size <= piece->second.size() ? piece->second.data() : nullptr;
  }
};

// One line of a recorded ioctl.jsonl.
struct RecordedIoctl {
  std::string open, state, name, note;
  int chip = 0;
  std::uint32_t number = 0;
  std::string in, out, map_in, map_out;
  int result = 0;
};

std::string Hex(const google::protobuf::Value& value) {
  return absl::HexStringToBytes(value.string_value());
}

int ResultOf(const google::protobuf::Map<std::string, google::protobuf::Value>& row) {
  return row.at("ret").number_value() < 0 ? -static_cast<int>(row.at("errno").number_value())
                                          : static_cast<int>(row.at("ret").number_value());
}

RecordedIoctl ParseRow(const std::string& line) {
  google::protobuf::Struct json;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(line, &json).ok());
  const auto& row = json.fields();
  RecordedIoctl ioctl;
  if (row.count("cmd") == 0) return ioctl;
  ioctl.open = row.at("open").string_value();
  ioctl.state = row.at("state").string_value();
  ioctl.name = row.at("name").string_value();
  ioctl.chip = row.at("dev").string_value().back() - '0';
  EXPECT_TRUE(absl::SimpleHexAtoi(row.at("cmd").string_value(), &ioctl.number));
  ioctl.in = Hex(row.at("in"));
  ioctl.out = Hex(row.at("out"));
  if (row.count("in_ptr_map") > 0) {
    ioctl.map_in = Hex(row.at("in_ptr_map").struct_value().fields().at("hex"));
    ioctl.map_out = Hex(row.at("out_ptr_map").struct_value().fields().at("hex"));
  }
  ioctl.result = ResultOf(row);
  return ioctl;
}

std::vector<RecordedIoctl> Recorded(absl::string_view recording) {
  std::ifstream file(absl::StrCat("tests/fixtures/neuron-driver/", recording, "/ioctl.jsonl"));
  EXPECT_TRUE(file) << recording;
  std::vector<RecordedIoctl> rows;
  for (std::string line; std::getline(file, line);) {
    RecordedIoctl row = ParseRow(line);
    if (!row.name.empty()) rows.push_back(std::move(row));
  }
  return rows;
}

// Sets the pointer that the recording blanked.
void PointToMap(std::string* request) {
  std::memcpy(request->data(), &kPointedAt, sizeof(kPointedAt));
}

void ExpectAsRecorded(const Host& host, RecordedIoctl row) {
  SCOPED_TRACE(absl::StrCat(host.instance.type, " ", row.open, " ", row.name, " of neuron",
                            row.chip, " in ", absl::BytesToHexString(row.in)));
  if (!row.map_in.empty()) {
    PointToMap(&row.in);
    PointToMap(&row.out);
  }
  FakeMemory memory;
  memory.pieces[kArgument] = row.in;
  memory.pieces[kPointedAt] = row.map_in;
  EXPECT_EQ(AnswerIoctl(host, row.chip, row.number, kArgument, &memory), row.result);
  EXPECT_EQ(absl::BytesToHexString(memory.pieces[kArgument]), absl::BytesToHexString(row.out));
  EXPECT_EQ(absl::BytesToHexString(memory.pieces[kPointedAt]), absl::BytesToHexString(row.map_out));
}

class RecordedHosts : public testing::TestWithParam<const char*> {
 protected:
  RecordedHosts() : host_(*BuildHost(*FindInstance(GetParam()))) {}
  std::unique_ptr<Host> host_;
};

TEST_P(RecordedHosts, AnswerFreeAccessAsTheDriverDid) {
  int rows = 0;
  for (const RecordedIoctl& row : Recorded(host_->instance.recording->name)) {
    if (row.open != "O_WRONLY" && row.open != "O_ACCMODE3") continue;
    ++rows;
    ExpectAsRecorded(*host_, row);
  }
  EXPECT_GT(rows, 150);
}

// An attached descriptor has the same answers to what free access knows.
TEST_P(RecordedHosts, AnswerAnAttachedMonitorAsTheDriverDid) {
  int rows = 0;
  for (const RecordedIoctl& row : Recorded(host_->instance.recording->name)) {
    const bool is_known = std::find(std::begin(kAllowedIoctls), std::end(kAllowedIoctls),
                                    row.number) != std::end(kAllowedIoctls);
    if (row.open != "O_RDWR" || !is_known) continue;
    ++rows;
    ExpectAsRecorded(*host_, row);
  }
  EXPECT_GT(rows, 30);
}

INSTANTIATE_TEST_SUITE_P(IoctlAnswers, RecordedHosts,
                         testing::Values("inf1.24xlarge", "inf2.48xlarge", "trn1.32xlarge",
                                         "trn2.48xlarge"));

class OneChip : public testing::Test {
 protected:
  OneChip() : host_(*BuildHost(*FindInstance("trn1.2xlarge"))) {}

  int Answer(std::uint32_t number, const std::string& in) {
    memory_.pieces[kArgument] = in;
    return AnswerIoctl(*host_, 0, number, kArgument, &memory_);
  }

  std::unique_ptr<Host> host_;
  FakeMemory memory_;
};

TEST_F(OneChip, IsTheOnlyOneInTheRoutingIdMap) {
  EXPECT_EQ(Answer(kIoctlRoutingIdMap, std::string(260, '\xee')), 0);
  EXPECT_EQ(memory_.pieces[kArgument], std::string("\x01", 1) + std::string(259, '\0'));
}

TEST_F(OneChip, HasNoNextChip) {
  EXPECT_EQ(Answer(kIoctlDeviceBdfExt, std::string("\x01", 1) + std::string(15, '\0')), -EINVAL);
}

TEST_F(OneChip, RefusesToSetTheDriverInfo) {
  EXPECT_EQ(Answer(0x40184e6e, std::string(24, 0)), -524);
}

TEST_F(OneChip, RefusesAPodStructOfTheWrongSize) {
  EXPECT_EQ(Answer(kIoctlPodInfo, std::string(260, '\0')), -EINVAL);
  EXPECT_EQ(Answer(kIoctlPodStatus, std::string(268, '\0')), -EINVAL);
}

TEST_F(OneChip, SaysSoWhenTheCallersMemoryCannotBeReached) {
  for (const std::uint32_t number : {kIoctlDeviceBasicInfo, kIoctlDeviceBdfExt, kIoctlPodInfo}) {
    EXPECT_EQ(AnswerIoctl(*host_, 0, number, 0, &memory_), -EFAULT);
  }
}

TEST_F(OneChip, RefusesAMapThatIsTooLong) {
  const auto trn2 = *BuildHost(*FindInstance("trn2.48xlarge"));
  const std::uint32_t request[4] = {0, 0, 129, 0};
  memory_.pieces[kArgument] = std::string(reinterpret_cast<const char*>(request), 16);
  EXPECT_EQ(AnswerIoctl(*trn2, 0, kIoctlCoreMap, kArgument, &memory_), -EINVAL);
}

TEST_F(OneChip, RelativeIndexIsReadOnlyOfBdfExt) {
  memory_.pieces[kArgument] = std::string("\x05\0\0\0", 4);
  EXPECT_EQ(RelativeIndex(kIoctlDeviceBdfExt, kArgument, &memory_), 5U);
  EXPECT_EQ(RelativeIndex(kIoctlPodInfo, kArgument, &memory_), std::nullopt);
  EXPECT_EQ(RelativeIndex(kIoctlDeviceBdfExt, 0, &memory_), std::nullopt);
}

}  // namespace
}  // namespace neuron::sim
