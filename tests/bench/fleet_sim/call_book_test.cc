#include "tests/bench/fleet_sim/call_book.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(CallBook, SumsSecondsFromTheFirstToBeforeTheLast) {
  CallBook book;
  book.Note(absl::Milliseconds(900), true);
  book.Note(absl::Milliseconds(1000), true);
  book.Note(absl::Milliseconds(1999), false);
  book.Note(absl::Milliseconds(3500), true);
  const CallBook::Sum sum = book.Between(absl::Seconds(1), absl::Seconds(3));
  EXPECT_EQ(sum.granted, 1u);
  EXPECT_EQ(sum.refused, 1u);
  EXPECT_EQ(book.Between(absl::ZeroDuration(), absl::Hours(1)).granted, 3u);
}

TEST(CallBook, PeaksInTheSecondWithMostCallsOfEitherKind) {
  CallBook book;
  for (const int at_ms : {100, 200, 1100, 1200, 1300}) {
    book.Note(absl::Milliseconds(at_ms), at_ms % 200 == 0);
  }
  EXPECT_EQ(book.Between(absl::ZeroDuration(), absl::Seconds(9)).peak, 3u);
  EXPECT_EQ(book.Between(absl::ZeroDuration(), absl::Seconds(1)).peak, 2u);
}

}  // namespace
}  // namespace neuron
