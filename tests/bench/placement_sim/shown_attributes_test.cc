#include "tests/bench/placement_sim/shown_attributes.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr int kWrites = 1000;

std::vector<DesiredAttribute> Version(int number) {
  return {{AttributeKind::kFreeSet, "neuron.free-set", absl::StrCat(number), ""}};
}

struct Sight {
  std::size_t host;
  int version;
  absl::Duration at;
};

// Writes versions 0, 1, 2... of host 1 this far apart.
std::vector<Sight> WriteEvery(absl::Duration pause) {
  Agenda agenda;
  std::vector<Sight> sights;
  ShownAttributes shown(2, &agenda, 1,
                        [&](std::size_t host, const std::vector<DesiredAttribute>& attributes) {
                          sights.push_back({host, std::stoi(attributes[0].value), agenda.now()});
                        });
  for (int i = 0; i < kWrites; ++i) {
    agenda.After(i * pause, [&shown, i] { shown.Write(1, Version(i)); });
  }
  while (agenda.DoNext()) {
  }
  return sights;
}

TEST(ShownAttributes, AreSeenNoEarlierThanWritten) {
  const absl::Duration pause = absl::Minutes(1);
  const std::vector<Sight> sights = WriteEvery(pause);
  ASSERT_EQ(sights.size(), std::size_t{kWrites});
  int after_a_third = 0;
  for (const Sight& sight : sights) {
    const absl::Duration delay = sight.at - sight.version * pause;
    ASSERT_GT(delay, absl::ZeroDuration());
    ASSERT_LE(delay, absl::Seconds(30));
    after_a_third += delay > absl::Milliseconds(330);
    EXPECT_EQ(sight.host, 1u);
  }
  EXPECT_NEAR(after_a_third, kWrites / 2, kWrites / 20);
}

TEST(ShownAttributes, NeverGoBackToAnOlderSet) {
  const std::vector<Sight> sights = WriteEvery(absl::Milliseconds(10));
  EXPECT_LT(sights.size(), std::size_t{kWrites});
  for (std::size_t i = 1; i < sights.size(); ++i) {
    ASSERT_GT(sights[i].version, sights[i - 1].version);
  }
  EXPECT_EQ(sights.back().version, kWrites - 1);
}

}  // namespace
}  // namespace neuron
