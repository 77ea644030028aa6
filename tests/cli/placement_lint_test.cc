#include "agent/cli/placement_lint.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/output_text.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

using testing::HasSubstr;

constexpr char kServing[] = "tests/placement/tasks/tensorflow_serving.json";

Options For(const std::vector<std::string>& files) {
  Options options;
  options.command = "placement lint";
  options.placement.instance = "inf1.xlarge";
  options.placement.port_base = 21000;
  options.placement.files = files;
  return options;
}

struct Outcome {
  absl::Status status;
  std::string text;
};

Outcome Lint(const Options& options) {
  Outcome outcome;
  outcome.status = RunPlacementLint(options, AppendTo(&outcome.text));
  return outcome;
}

TEST(RunPlacementLint, PrintsWhatItFindsAndFails) {
  const Outcome outcome = Lint(For({kServing}));
  EXPECT_TRUE(absl::IsFailedPrecondition(outcome.status));
  EXPECT_EQ(outcome.status.message(), "1 finding");
  EXPECT_EQ(outcome.text,
            std::string(kServing) +
                ": containerDefinitions[0].linuxParameters.devices: loose: no constraint asks for "
                "chip 0 in neuron.free-set: another task may have the same\n"
                "    -> add memberOf: attribute:neuron.free-set =~ .*_00_.* and "
                "attribute:neuron.health in [ok, degraded]\n");
  EXPECT_EQ(Lint(For({kServing, kServing})).status.message(), "2 findings");
}

TEST(RunPlacementLint, IsSilentIfAllIsWell) {
  const TemporaryDirectory directory;
  const Outcome outcome =
      Lint(For({directory.Write("a", R"({"family": "f", "containerDefinitions": []})")}));
  EXPECT_TRUE(outcome.status.ok()) << outcome.status;
  EXPECT_EQ(outcome.text, "");
}

TEST(RunPlacementLint, PrintsJson) {
  Options options = For({kServing});
  options.format = Format::kJson;
  EXPECT_THAT(Lint(options).text, HasSubstr("\"code\": \"loose\""));
}

TEST(RunPlacementLint, GoesByTheNamesThatArePublished) {
  Options options = For({kServing});
  options.attributes.prefix = "acme/";
  EXPECT_THAT(Lint(options).text, HasSubstr("acme/free-set"));
}

TEST(RunPlacementLint, PrintsNothingIfAFileIsWrong) {
  const TemporaryDirectory directory;
  const std::string bad = directory.Write("bad.json", "{\n  \"a\": 1,\n}");
  const Outcome outcome = Lint(For({kServing, bad}));
  EXPECT_TRUE(absl::IsInvalidArgument(outcome.status));
  EXPECT_EQ(outcome.status.message(), bad + ": line 3, column 1: a comma before }");
  EXPECT_EQ(outcome.text, "");
  EXPECT_TRUE(absl::IsNotFound(Lint(For({directory.Path("none")})).status));
}

TEST(RunPlacementLint, WantsATypeThatIsKnown) {
  Options options = For({kServing});
  options.placement.instance = "m5.large";
  const absl::Status status = Lint(options).status;
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("--instance=m5.large"));
}

TEST(RunPlacementLint, NeedsNoHost) {
  const TemporaryDirectory root;
  Options options = For({kServing});
  options.placement.instance = "";
  options.host = {root.path(), root.path(), root.path(), root.path(), root.path(), root.path()};
  EXPECT_TRUE(absl::IsFailedPrecondition(Lint(options).status));
}

}  // namespace
}  // namespace neuron
