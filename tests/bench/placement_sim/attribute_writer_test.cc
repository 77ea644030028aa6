#include "tests/bench/placement_sim/attribute_writer.h"

#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

PublishPlan::Attributes Free(int chips) {
  return {{AttributeKind::kFreeChips, "neuron.free-chips", absl::StrFormat("%02d", chips), ""}};
}

// A writer, and what it wrote when.
struct Desk {
  struct Written {
    std::string value;
    absl::Duration at;
  };

  void DoAll() {
    while (agenda.DoNext()) {
    }
  }

  Agenda agenda;
  std::vector<Written> written;
  AttributeWriter writer{&agenda, 1, [this](PublishPlan::Attributes attributes) {
                           written.push_back({attributes[0].value, agenda.now()});
                         }};
};

TEST(AttributeWriter, WritesAtOnceWhatEcsDoesNotKnow) {
  Desk desk;
  desk.writer.Want(Free(16));
  desk.DoAll();
  ASSERT_EQ(desk.written.size(), 1u);
  EXPECT_EQ(desk.written[0].value, "16");
  EXPECT_GE(desk.written[0].at, absl::Milliseconds(30));
  EXPECT_LE(desk.written[0].at, absl::Milliseconds(200));
}

TEST(AttributeWriter, WritesNothingThatEcsHas) {
  Desk desk;
  desk.writer.Want(Free(16));
  desk.DoAll();
  desk.writer.Want(Free(16));
  desk.DoAll();
  EXPECT_EQ(desk.written.size(), 1u);
}

TEST(AttributeWriter, WaitsWithWhatPromisesMore) {
  Desk desk;
  desk.writer.Want(Free(8));
  desk.DoAll();
  const absl::Duration before = desk.agenda.now();
  desk.writer.Want(Free(16));
  desk.DoAll();
  ASSERT_EQ(desk.written.size(), 2u);
  EXPECT_GE(desk.written[1].at - before, absl::Seconds(5));
}

TEST(AttributeWriter, WritesTheLastOfWhatWasWantedDuringACall) {
  Desk desk;
  desk.writer.Want(Free(16));
  desk.agenda.After(absl::Milliseconds(1), [&] { desk.writer.Want(Free(12)); });
  desk.agenda.After(absl::Milliseconds(2), [&] { desk.writer.Want(Free(4)); });
  desk.DoAll();
  ASSERT_EQ(desk.written.size(), 2u);
  EXPECT_EQ(desk.written[1].value, "04");
  EXPECT_LE(desk.written[1].at, absl::Milliseconds(400));
}

}  // namespace
}  // namespace neuron
