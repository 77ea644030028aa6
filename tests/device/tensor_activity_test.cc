#include "agent/device/tensor_activity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

using testing::HasSubstr;

constexpr char kHeader[] = "xrow_grp,mm_active,wl_active,idle\n";

std::string After(absl::string_view rows) { return absl::StrCat(kHeader, rows); }

TEST(ParseTensorActivity, TakesFourGroupsOfRows) {
  const TensorActivity activity =
      ParseTensorActivity(After("0,1,2,3\n1,4,5,6\n2,7,8,9\n3,10,11,18446744073709551615\n"))
          .value();
  ASSERT_EQ(activity.count, 4U);
  EXPECT_EQ(activity.groups[0], (TensorActivity::RowGroup{1, 2, 3}));
  EXPECT_EQ(activity.groups[1], (TensorActivity::RowGroup{4, 5, 6}));
  EXPECT_EQ(activity.groups[2], (TensorActivity::RowGroup{7, 8, 9}));
  EXPECT_EQ(activity.groups[3], (TensorActivity::RowGroup{10, 11, 18446744073709551615u}));
}

TEST(ParseTensorActivity, LeavesOutALineThatMayHaveLostItsEnd) {
  for (const char* cut : {"", "3", "3,1", "3,1,2,4"}) {
    const auto activity =
        ParseTensorActivity(After(absl::StrCat("0,1,2,3\n1,1,2,3\n2,1,2,3\n", cut)));
    ASSERT_TRUE(activity.ok()) << activity.status();
    EXPECT_EQ(activity->count, 3U) << cut;
    EXPECT_EQ(activity->groups[3], TensorActivity::RowGroup()) << cut;
  }
}

TEST(ParseTensorActivity, RefusesAnythingElse) {
  for (const char* rows :
       {"", "0,1,2,3", "1,1,2,3\n", "0,1,2,3\n0,1,2,3\n", "0,1,2\n", "0,1,2,3,4\n", "0,1,2,-3\n",
        "0,1,2,18446744073709551616\n", "0,1,2,3\n\n", "0,1,2,3\nbusy",
        "0,1,2,3\n1,1,2,3\n2,1,2,3\n3,1,2,3\n4,1,2,3\n", "0,1,2,3\n1,1,2,3\n2,1,2,3\n3,1,2,3\n4"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseTensorActivity(After(rows)).status())) << rows;
  }
  for (const char* bytes : {"", "\n", "busy\n", "0,1,2,3\n", "xrow_grp,idle\n0,1,2,3\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseTensorActivity(bytes).status())) << bytes;
  }
  EXPECT_THAT(std::string(ParseTensorActivity("busy\n").status().message()), HasSubstr("\"busy"));
}

}  // namespace
}  // namespace neuron
