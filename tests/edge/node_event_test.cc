#include "agent/edge/node_event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/inotify.h>

#include <string>

namespace neuron {
namespace {

std::string Bytes(int watch, std::uint32_t mask, const std::string& name = "") {
  inotify_event event = {};
  event.wd = watch;
  event.mask = mask;
  event.len = static_cast<std::uint32_t>(name.size());
  return std::string(reinterpret_cast<const char*>(&event), sizeof(event)) + name;
}

TEST(DecodeNodeEvents, GivesThemOldestFirst) {
  const auto events = DecodeNodeEvents(Bytes(3, IN_OPEN) + Bytes(4, IN_CLOSE_WRITE));
  ASSERT_TRUE(events.ok()) << events.status();
  ASSERT_EQ(events->size(), 2u);
  EXPECT_EQ(events->at(0).watch, 3);
  EXPECT_EQ(events->at(0).mask, std::uint32_t{IN_OPEN});
  EXPECT_EQ(events->at(1).watch, 4);
  EXPECT_EQ(events->at(1).mask, std::uint32_t{IN_CLOSE_WRITE});
}

TEST(DecodeNodeEvents, PassesOverNames) {
  const auto events =
      DecodeNodeEvents(Bytes(3, IN_OPEN, std::string("neuron0\0", 8)) + Bytes(4, IN_OPEN));
  ASSERT_TRUE(events.ok()) << events.status();
  ASSERT_EQ(events->size(), 2u);
  EXPECT_EQ(events->at(1).watch, 4);
}

TEST(DecodeNodeEvents, RefusesAnEventThatIsCutShort) {
  const std::string whole = Bytes(3, IN_OPEN, std::string("neuron0\0", 8));
  for (std::size_t size = 1; size < whole.size(); ++size) {
    EXPECT_TRUE(absl::IsDataLoss(DecodeNodeEvents(whole.substr(0, size)).status())) << size;
  }
}

TEST(DecodeNodeEvents, GivesNoneOfNothing) { EXPECT_TRUE(DecodeNodeEvents("")->empty()); }

}  // namespace
}  // namespace neuron
