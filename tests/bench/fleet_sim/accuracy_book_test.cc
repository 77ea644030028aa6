#include "tests/bench/fleet_sim/accuracy_book.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr absl::Duration At(int seconds) { return absl::Seconds(seconds); }

TEST(AccuracyBook, CountsWhatBecameSoSinceItWasOpened) {
  AccuracyBook book;
  book.ToldLess(At(1), At(2));
  book.Open(At(10));
  book.ToldLess(At(9), At(11));
  book.ToldMore(At(9), At(11));
  book.ToldLess(At(10), At(12));
  book.ToldMore(At(11), At(16));
  EXPECT_EQ(book.less().size(), 1u);
  EXPECT_EQ(book.less().Percentile(50), 2);
  EXPECT_EQ(book.more().size(), 1u);
  EXPECT_EQ(book.more().Percentile(50), 5);
}

TEST(AccuracyBook, CountsOfALieWhatIsAfterItWasOpened) {
  AccuracyBook book;
  book.Open(At(10));
  book.Lied(At(5), At(9));
  book.Lied(At(8), At(12));
  book.Lied(At(20), At(24));
  book.Hid(At(8), At(9));
  book.Hid(At(9), At(13));
  EXPECT_EQ(book.lied(), At(6));
  EXPECT_EQ(book.lies().size(), 2u);
  EXPECT_EQ(book.lies().Mean(), 3);
  EXPECT_EQ(book.hid(), At(3));
}

TEST(AccuracyBook, KnowsHowLongEachRecoveryTook) {
  AccuracyBook book;
  book.Recovered(At(3), At(3));
  book.Recovered(At(3), At(10));
  EXPECT_EQ(book.recoveries().size(), 2u);
  EXPECT_EQ(book.recoveries().Percentile(100), 7);
}

}  // namespace
}  // namespace neuron
