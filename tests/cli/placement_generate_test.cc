#include "agent/cli/placement_generate.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "agent/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/output_text.h"
#include "tests/fakes/temporary_directory.h"
#include "tests/telemetry/golden_file.h"

namespace neuron {
namespace {

using testing::HasSubstr;

constexpr char kTraining[] = "tests/placement/tasks/trn1_training.json";

Options For(int chips, const std::string& instance) {
  Options options;
  options.command = "placement generate";
  options.chips = chips;
  options.placement.instance = instance;
  options.placement.port_base = 21000;
  return options;
}

struct Outcome {
  absl::Status status;
  std::string text;
};

Outcome Generate(const Options& options) {
  Outcome outcome;
  outcome.status = RunPlacementGenerate(options, AppendTo(&outcome.text));
  return outcome;
}

TEST(RunPlacementGenerate, PrintsOneOverSeveralLines) {
  Options options = For(16, "trn1.32xlarge");
  options.placement.task_definition = kTraining;
  options.placement.container = "train";
  options.placement.exclusive_ports = true;
  const Outcome outcome = Generate(options);
  ASSERT_TRUE(outcome.status.ok()) << outcome.status;
  ExpectGolden("tests/golden/placement.pinned.json", outcome.text);
}

TEST(RunPlacementGenerate, PrintsAFloatingOne) {
  Options options = For(4, "trn1.32xlarge");
  options.placement.task_definition = kTraining;
  options.placement.container = "train";
  options.placement.floating = true;
  const Outcome outcome = Generate(options);
  ASSERT_TRUE(outcome.status.ok()) << outcome.status;
  ExpectGolden("tests/golden/placement.floating.json", outcome.text);
}

TEST(RunPlacementGenerate, PrintsSeveralOneALine) {
  const Outcome outcome = Generate(For(4, "trn1.32xlarge"));
  ASSERT_TRUE(outcome.status.ok()) << outcome.status;
  const std::vector<std::string> lines = absl::StrSplit(outcome.text, '\n', absl::SkipEmpty());
  ASSERT_EQ(lines.size(), 4u);
  for (const std::string& line : lines) {
    EXPECT_TRUE(absl::StartsWith(line, "{\"family\":\"neuron-task-chips-")) << line;
  }
}

TEST(RunPlacementGenerate, GoesByTheNamesThatArePublished) {
  Options options = For(1, "inf1.xlarge");
  options.attributes.prefix = "acme/";
  EXPECT_THAT(Generate(options).text, HasSubstr("attribute:acme/free-set =~ .*_00_.*"));
}

TEST(RunPlacementGenerate, WritesFilesAndPrintsTheirPaths) {
  const TemporaryDirectory directory;
  Options options = For(8, "trn1.32xlarge");
  options.placement.output_dir = directory.path();
  const Outcome outcome = Generate(options);
  ASSERT_TRUE(outcome.status.ok()) << outcome.status;
  const std::vector<std::string> paths = absl::StrSplit(outcome.text, '\n', absl::SkipEmpty());
  ASSERT_EQ(paths.size(), 2u);
  EXPECT_EQ(paths[1], directory.Path("neuron-task-chips-08-09-10-11-12-13-14-15.json"));
  const auto text = ReadFile(paths[1], 1 << 16);
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_THAT(*text, HasSubstr("\n    \"family\": \"neuron-task-chips-08-09"));
  options.placement.output_dir = directory.Path("none");
  EXPECT_TRUE(absl::IsNotFound(Generate(options).status));
}

TEST(RunPlacementGenerate, TakesThisHostsTypeIfNoneIsAskedFor) {
  const TemporaryDirectory root;
  Options options = For(1, "");
  options.host = {root.path(), root.path(), root.path(), root.path(), root.path(), root.path()};
  const absl::Status unknown = Generate(options).status;
  EXPECT_TRUE(absl::IsFailedPrecondition(unknown));
  EXPECT_THAT(std::string(unknown.message()), HasSubstr("give --instance=TYPE"));
}

TEST(RunPlacementGenerate, NamesTheFileThatIsWrong) {
  const TemporaryDirectory directory;
  Options options = For(1, "inf1.xlarge");
  options.placement.task_definition = directory.Write("task.json", "{\n\"a\" 1}");
  const absl::Status no_json = Generate(options).status;
  EXPECT_TRUE(absl::IsInvalidArgument(no_json));
  EXPECT_EQ(no_json.message(), "--task_definition=" + options.placement.task_definition +
                                   ": line 2, column 5: a colon is expected after \"a\"");
  options.placement.task_definition = directory.Write("two.json", "{}{}");
  EXPECT_THAT(std::string(Generate(options).status.message()), HasSubstr("several JSON values"));
  options.placement.task_definition = directory.Path("none");
  EXPECT_TRUE(absl::IsNotFound(Generate(options).status));
}

TEST(RunPlacementGenerate, SaysWhichSizesThereAre) {
  const Outcome outcome = Generate(For(3, "trn1.32xlarge"));
  EXPECT_EQ(outcome.status.message(),
            "trn1.32xlarge has no valid set of 3 chips: it has sets of 1, 4, 8, 16");
  EXPECT_EQ(outcome.text, "");
  EXPECT_TRUE(absl::IsInvalidArgument(Generate(For(1, "m5.large")).status));
  EXPECT_TRUE(absl::IsNotFound(Generate(For(1, "trn3.48xlarge")).status));
}

}  // namespace
}  // namespace neuron
