#include "agent/telemetry/unknown_fields.h"

#include <string>

#include "gtest/gtest.h"

namespace neuron {
namespace {

using Text = Reading<std::string>;

Text Unread() { return Text::Unknown(absl::DataLossError("unreadable")); }

UnknownFields ListOf(const Text& reading, std::string* set_to) {
  UnknownFields list;
  EncodeReading(reading, "serial", &list, [&](const std::string& value) { *set_to = value; });
  return list;
}

TEST(EncodeReading, SetsAValueAndListsNothing) {
  std::string set_to = "untouched";
  EXPECT_EQ(ListOf(Text("abc"), &set_to).size(), 0);
  EXPECT_EQ(set_to, "abc");
}

TEST(EncodeReading, LeavesAnAbsentFieldAlone) {
  std::string set_to = "untouched";
  EXPECT_EQ(ListOf(Text::Absent(), &set_to).size(), 0);
  EXPECT_EQ(set_to, "untouched");
}

TEST(EncodeReading, ListsAnUnknownFieldWithItsReasonAndDoesNotSetIt) {
  std::string set_to = "untouched";
  const UnknownFields list = ListOf(Unread(), &set_to);
  EXPECT_EQ(set_to, "untouched");
  ASSERT_EQ(list.size(), 1);
  EXPECT_EQ(list[0].field(), "serial");
  EXPECT_EQ(list[0].reason(), "unreadable");
}

TEST(ListUnknown, MendsTheReason) {
  UnknownFields list;
  ListUnknown("serial", absl::DataLossError("found \xff"), &list);
  EXPECT_EQ(list[0].reason(), "found \xef\xbf\xbd");
}

TEST(FindUnknown, TakesTheFirstEntry) {
  UnknownFields list;
  ListUnknown("serial", absl::DataLossError("first"), &list);
  ListUnknown("serial", absl::DataLossError("second"), &list);
  EXPECT_EQ(FindUnknown("serial", list), absl::UnknownError("first"));
  EXPECT_EQ(FindUnknown("index", list), absl::OkStatus());
}

TEST(DecodeReading, RestoresTheThreeStates) {
  UnknownFields none;
  EXPECT_EQ(DecodeReading<std::string>("serial", none, true, std::string("abc")), Text("abc"));
  EXPECT_EQ(DecodeReading<std::string>("serial", none, false, std::string()), Text::Absent());
  std::string ignored;
  EXPECT_EQ(DecodeReading<std::string>("serial", ListOf(Unread(), &ignored), false, std::string()),
            Text::Unknown(absl::UnknownError("unreadable")));
}

TEST(DecodeReading, IsUnknownForAFieldThatIsSetAndListed) {
  std::string ignored;
  EXPECT_TRUE(
      DecodeReading<std::string>("serial", ListOf(Unread(), &ignored), true, std::string("abc"))
          .is_unknown());
}

TEST(DecodeReading, IsUnknownForAValueThatCannotBe) {
  EXPECT_EQ(DecodeReading<std::string>("serial", {}, true, absl::InvalidArgumentError("no hex")),
            Text::Unknown(absl::UnknownError("no hex")));
}

TEST(DecodeReading, DoesNotLookAtTheValueOfAFieldThatIsNotSet) {
  EXPECT_TRUE(DecodeReading<std::string>("serial", {}, false, absl::InvalidArgumentError("no hex"))
                  .is_absent());
}

}  // namespace
}  // namespace neuron
