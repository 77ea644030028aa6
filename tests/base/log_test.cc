#include "agent/base/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace neuron {
namespace {

using testing::Each;
using testing::MatchesRegex;
using testing::SizeIs;

constexpr char kTime[] = "ts=[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z ";

TEST(FormatLogLine, WritesTheEventAndItsFieldsInOrder) {
  EXPECT_EQ(FormatLogLine("chips_changed", {{"chips", "16"}, {"driver", "2.24.7.0"}}),
            "event=chips_changed chips=16 driver=2.24.7.0");
  EXPECT_EQ(FormatLogLine("start", {}), "event=start");
}

TEST(FormatLogLine, QuotesAndEscapesWhatCouldBeMistaken) {
  const struct {
    std::string value;
    std::string written;
  } cases[] = {
      {"", "\"\""},
      {"two words", "\"two words\""},
      {"a=b", "\"a=b\""},
      {"say \"x\"", "\"say \\\"x\\\"\""},
      {"back\\slash", "\"back\\\\slash\""},
      {"line\nfeed", "\"line\\nfeed\""},
      {"tab\t", "\"tab\\t\""},
      {std::string("nul\0", 4), "\"nul\\000\""},
      {"del\x7f", "\"del\\177\""},
      {"a peer's word", "\"a peer's word\""},
      {"plain-/:.[]{}", "plain-/:.[]{}"},
      {"gr\xc3\xbc\xc3\x9f", "gr\xc3\xbc\xc3\x9f"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(FormatLogLine("e", {{"k", c.value}}), absl::StrCat("event=e k=", c.written));
  }
}

TEST(FormatLogLine, IsOneLineWhateverByteAValueHas) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string line = FormatLogLine("e", {{"k", std::string(1, static_cast<char>(byte))}});
    EXPECT_EQ(line.find_first_of(std::string("\n\r\0", 3)), std::string::npos) << byte;
  }
}

TEST(Log, WritesOneLineToStandardErrorWithTimeAndLevel) {
  testing::internal::CaptureStderr();
  Log(LogLevel::kInfo, "start");
  Log(LogLevel::kWarning, "blind", {{"why", "no {} capability %s"}});
  Log(LogLevel::kError, "stopped");
  const std::vector<std::string> lines =
      absl::StrSplit(testing::internal::GetCapturedStderr(), '\n');
  ASSERT_THAT(lines, SizeIs(4));
  EXPECT_THAT(lines[0], MatchesRegex(absl::StrCat(kTime, "level=info event=start")));
  EXPECT_THAT(lines[1], MatchesRegex(absl::StrCat(kTime, "level=warning event=blind ",
                                                  "why=\"no \\{\\} capability %s\"")));
  EXPECT_THAT(lines[2], MatchesRegex(absl::StrCat(kTime, "level=error event=stopped")));
  EXPECT_EQ(lines[3], "");
}

TEST(Log, KeepsLinesOfSeveralThreadsWhole) {
  testing::internal::CaptureStderr();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int line = 0; line < 100; ++line) {
        Log(LogLevel::kInfo, "tick", {{"value", std::string(200, 'x')}});
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  const std::vector<std::string> lines =
      absl::StrSplit(testing::internal::GetCapturedStderr(), '\n', absl::SkipEmpty());
  ASSERT_THAT(lines, SizeIs(400));
  EXPECT_THAT(lines, Each(MatchesRegex(absl::StrCat(kTime, "level=info event=tick value=x+"))));
}

}  // namespace
}  // namespace neuron
