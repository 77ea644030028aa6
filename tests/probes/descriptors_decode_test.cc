#include <cstring>
#include <string>

#include "gtest/gtest.h"
#include "probes/descriptor_walk.h"

namespace neuron {
namespace {

std::string BytesOf(const descriptor_record& record) {
  return std::string(reinterpret_cast<const char*>(&record), sizeof(record));
}

TEST(DecodeDescriptors, GivesBackEachRecord) {
  const descriptor_record first = {5, 10, 3, 2, 7, "train"};
  const descriptor_record second = {6, 11, 4, 1, 8, "infer"};
  const auto records = DecodeDescriptors(BytesOf(first) + BytesOf(second));
  ASSERT_TRUE(records.ok());
  ASSERT_EQ(records->size(), 2u);
  EXPECT_EQ(std::memcmp(&(*records)[0], &first, sizeof(first)), 0);
  EXPECT_EQ(std::memcmp(&(*records)[1], &second, sizeof(second)), 0);
}

TEST(DecodeDescriptors, TakesNothingForNoRecords) {
  const auto records = DecodeDescriptors("");
  ASSERT_TRUE(records.ok());
  EXPECT_TRUE(records->empty());
}

TEST(DecodeDescriptors, RefusesARecordThatIsCutShort) {
  const std::string bytes = BytesOf({5, 10, 3, 2, 7, "train"});
  EXPECT_TRUE(absl::IsDataLoss(DecodeDescriptors(bytes.substr(1)).status()));
  EXPECT_TRUE(absl::IsDataLoss(DecodeDescriptors(bytes + "x").status()));
}

TEST(DecodeDescriptors, ClosesANameThatIsNotClosed) {
  descriptor_record record = {};
  std::memset(record.comm, 'a', sizeof(record.comm));
  const auto records = DecodeDescriptors(BytesOf(record));
  ASSERT_TRUE(records.ok());
  EXPECT_EQ(std::string((*records)[0].comm), std::string(15, 'a'));
}

}  // namespace
}  // namespace neuron
