#include "tests/bench/placement_sim/agenda.h"

#include <string>

#include "gtest/gtest.h"

namespace neuron {
namespace {

void DoAll(Agenda* agenda) {
  while (agenda->DoNext()) {
  }
}

TEST(Agenda, DoesWhatComesFirstFirst) {
  Agenda agenda;
  std::string done;
  agenda.After(absl::Seconds(2), [&] { done += 'b'; });
  agenda.After(absl::Seconds(1), [&] { done += 'a'; });
  DoAll(&agenda);
  EXPECT_EQ(done, "ab");
}

TEST(Agenda, DoesWhatIsAtOneMomentInTheOrderOfEntry) {
  Agenda agenda;
  std::string done;
  for (const char c : {'a', 'b', 'c'}) {
    agenda.After(absl::Seconds(1), [&done, c] { done += c; });
  }
  DoAll(&agenda);
  EXPECT_EQ(done, "abc");
}

TEST(Agenda, StandsStillButForWhatHappens) {
  Agenda agenda;
  absl::Duration then;
  agenda.After(absl::Seconds(1),
               [&] { agenda.After(absl::Seconds(2), [&] { then = agenda.now(); }); });
  const absl::Time beginning = agenda.date();
  DoAll(&agenda);
  EXPECT_EQ(then, absl::Seconds(3));
  EXPECT_EQ(agenda.now(), absl::Seconds(3));
  EXPECT_EQ(agenda.date() - beginning, absl::Seconds(3));
}

TEST(Agenda, SaysWhenThereIsNothingMore) {
  Agenda agenda;
  EXPECT_FALSE(agenda.DoNext());
  agenda.After(absl::Seconds(1), [] {});
  EXPECT_TRUE(agenda.DoNext());
  EXPECT_FALSE(agenda.DoNext());
}

}  // namespace
}  // namespace neuron
