#include "tests/simulator/driver/recorded_ioctls.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace neuron::sim {
namespace {

using Row = google::protobuf::Map<std::string, google::protobuf::Value>;

std::string Text(const Row& row, const std::string& key) {
  const auto value = row.find(key);
  return value == row.end() ? "" : value->second.string_value();
}

int Number(const Row& row, const std::string& key) {
  const auto value = row.find(key);
  return value == row.end() ? 0 : static_cast<int>(value->second.number_value());
}

std::string HexIn(const Row& row, const std::string& key) {
  return absl::HexStringToBytes(row.at(key).struct_value().fields().at("hex").string_value());
}

std::vector<RecordedPointer> PointersOf(const Row& row) {
  std::vector<RecordedPointer> pointers;
  for (const auto& [key, value] : row) {
    absl::string_view name = key;
    if (!absl::ConsumePrefix(&name, "in_ptr_")) continue;
    const auto& fields = value.struct_value().fields();
    pointers.push_back({static_cast<std::size_t>(fields.at("at").number_value()), HexIn(row, key),
                        HexIn(row, absl::StrCat("out_ptr_", name))});
  }
  std::sort(pointers.begin(), pointers.end(),
            [](const RecordedPointer& a, const RecordedPointer& b) { return a.at < b.at; });
  return pointers;
}

RecordedIoctl ParseRow(const std::string& line) {
  google::protobuf::Struct json;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(line, &json).ok()) << line;
  const Row& row = json.fields();
  RecordedIoctl ioctl;
  ioctl.state = Text(row, "state");
  ioctl.open = Text(row, "open");
  ioctl.chip = row.at("dev").string_value().back() - '0';
  ioctl.name = Text(row, "name");
  ioctl.note = Text(row, "note");
  ioctl.in = absl::HexStringToBytes(Text(row, "in"));
  ioctl.out = absl::HexStringToBytes(Text(row, "out"));
  ioctl.result = Number(row, "ret") < 0 ? -Number(row, "errno") : 0;
  ioctl.pointers = PointersOf(row);
  ioctl.length = static_cast<std::size_t>(Number(row, "length"));
  ioctl.protection = Text(row, "prot");
  if (row.count("cmd") > 0) {
    EXPECT_TRUE(absl::SimpleHexAtoi(Text(row, "cmd"), &ioctl.number)) << line;
  }
  if (row.count("nonzero_u64") == 0) return ioctl;
  for (const auto& [offset, number] : row.at("nonzero_u64").struct_value().fields()) {
    std::size_t where = 0;
    EXPECT_TRUE(absl::SimpleAtoi(offset, &where)) << line;
    ioctl.numbers[where] = static_cast<std::uint64_t>(number.number_value());
  }
  return ioctl;
}

}  // namespace

std::vector<RecordedIoctl> ReadRecordedIoctls(absl::string_view file) {
  std::ifstream lines(absl::StrCat("tests/fixtures/neuron-driver/", file));
  EXPECT_TRUE(lines) << file;
  std::vector<RecordedIoctl> rows;
  for (std::string line; std::getline(lines, line);) {
    RecordedIoctl row = ParseRow(line);
    if (row.name != "open") rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace neuron::sim
