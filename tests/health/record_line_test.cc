#include "agent/health/record_line.h"

#include <gtest/gtest.h>

#include <limits>

namespace neuron {
namespace {

enum class Colour { kRed, kGreen };
const char* ColourWord(Colour colour) { return colour == Colour::kRed ? "red" : "green"; }

TEST(RecordLine, TakesWordsApart) {
  RecordLine line("event -5 18446744073709551615 7 - green 9 :two words");
  EXPECT_EQ(line.Word(), "event");
  EXPECT_EQ(line.Number(-5, 5), -5);
  EXPECT_EQ(line.Amount(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(line.MomentIfAny(), absl::Nanoseconds(7));
  EXPECT_EQ(line.MomentIfAny(), absl::nullopt);
  EXPECT_EQ(line.OneOf<Colour>(2, ColourWord), Colour::kGreen);
  EXPECT_EQ(line.Time(), absl::FromUnixNanos(9));
  EXPECT_FALSE(line.ok()) << "something is left";
  EXPECT_EQ(line.Text(), "two words");
  EXPECT_TRUE(line.ok());
}

TEST(RecordLine, RefusesWhatWasNotAskedFor) {
  const auto refuses = [](absl::string_view text, auto read) {
    RecordLine line(text);
    read(&line);
    return !line.ok();
  };
  const auto word = [](RecordLine* line) { line->Word(); };
  const auto number = [](RecordLine* line) { line->Number(0, 9); };
  const auto amount = [](RecordLine* line) { line->Amount(); };
  const auto moment = [](RecordLine* line) { line->MomentIfAny(); };
  const auto time = [](RecordLine* line) { line->Time(); };
  const auto text = [](RecordLine* line) { line->Text(); };
  const auto colour = [](RecordLine* line) { line->OneOf<Colour>(2, ColourWord); };
  EXPECT_TRUE(refuses("", word));
  EXPECT_TRUE(refuses("two words", word));
  EXPECT_TRUE(refuses("word ", word));
  EXPECT_TRUE(refuses(" word", word));
  for (const char* wrong : {"10", "-1", "+1", "01", "0x1", "", "a", "1 "}) {
    EXPECT_TRUE(refuses(wrong, number)) << wrong;
  }
  for (const char* wrong : {"-1", "18446744073709551616", "1.5"}) {
    EXPECT_TRUE(refuses(wrong, amount)) << wrong;
  }
  EXPECT_TRUE(refuses("--", moment));
  EXPECT_TRUE(refuses("now", time));
  EXPECT_TRUE(refuses("text", text));
  EXPECT_TRUE(refuses(":\\", text));
  EXPECT_TRUE(refuses("blue", colour));
}

TEST(RecordLine, HasNothingToSayAfterWhatIsWrong) {
  RecordLine line("x 5 :text");
  line.Number(1, 9);
  EXPECT_EQ(line.Number(1, 9), 1);
  EXPECT_EQ(line.Text(), "");
  EXPECT_FALSE(line.ok());
}

TEST(RecordLine, WritesWordsThatAreReadTheSame) {
  EXPECT_EQ(MomentWord(absl::Nanoseconds(7)), "7");
  EXPECT_EQ(MomentWord(-absl::InfiniteDuration()), "-");
  EXPECT_EQ(TimeWord(absl::FromUnixNanos(-7)), "-7");
  EXPECT_EQ(TextWord(""), ":");
  const std::string bytes("a b\n\0\"\\\xff ", 9);
  EXPECT_EQ(TextWord(bytes).find('\n'), std::string::npos);
  EXPECT_EQ(RecordLine(TextWord(bytes)).Text(), bytes);
}

}  // namespace
}  // namespace neuron
