#include "agent/device/class_attributes.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

constexpr char kClass[] = "sys/class/neuron_device/";

TEST(ReadClassAttributes, TakesEachFromItsFile) {
  FakeTree tree;
  const std::pair<const char*, const char*> files[] = {
      {"node_id_2", "1\n"},
      {"node_id_4", "3\n"},
      {"server_id_2", "00000000000000a2\n"},
      {"server_id_4", "00000000000000a4\n"},
      {"ultraserver_mode", "1,3,4\n"},
      {"node_id", "5\n"},
      {"node_cnt", "36\n"},
      {"reservation_id", "00000000000000aa\n"},
      {"hbm_7200_capable", "0\n"},
      {"current_perf_profile", "2\n"},
  };
  for (const auto& [name, bytes] : files) {
    tree.Write(absl::StrCat(kClass, name), bytes);
  }
  const ClassAttributes attributes = ReadClassAttributes(tree.host());
  EXPECT_EQ(attributes.node_id_2, Reading<std::uint64_t>(1));
  EXPECT_EQ(attributes.node_id_4, Reading<std::uint64_t>(3));
  EXPECT_EQ(attributes.server_id_2, Reading<std::string>("00000000000000a2"));
  EXPECT_EQ(attributes.server_id_4, Reading<std::string>("00000000000000a4"));
  EXPECT_EQ(attributes.ultraserver_modes, Reading<std::string>("1,3,4"));
  EXPECT_EQ(attributes.node_id, Reading<std::uint64_t>(5));
  EXPECT_EQ(attributes.node_count, Reading<std::uint64_t>(36));
  EXPECT_EQ(attributes.reservation_id, Reading<std::string>("00000000000000aa"));
  EXPECT_EQ(attributes.hbm_7200_capable, Reading<std::uint64_t>(0));
  EXPECT_EQ(attributes.performance_profile, Reading<std::uint64_t>(2));
}

TEST(ReadClassAttributes, AreAbsentFromADriverThatHasNone) {
  const FakeTree tree;
  EXPECT_EQ(ReadClassAttributes(tree.host()), ClassAttributes());
}

TEST(ReadClassAttributes, AreUnknownDuringAnElection) {
  FakeTree tree;
  for (const char* name : {"node_id_2", "node_id_4", "ultraserver_mode"}) {
    tree.Write(absl::StrCat(kClass, name), "busy\n");
  }
  const ClassAttributes attributes = ReadClassAttributes(tree.host());
  EXPECT_TRUE(attributes.node_id_2.is_unknown());
  EXPECT_TRUE(attributes.node_id_4.is_unknown());
  EXPECT_TRUE(attributes.ultraserver_modes.is_unknown());
  EXPECT_TRUE(attributes.server_id_2.is_absent());
}

}  // namespace
}  // namespace neuron
