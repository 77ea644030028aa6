#include "agent/cli/options.h"

#include <string>
#include <vector>

#include "gflags/gflags.h"
#include "gtest/gtest.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

// Each test starts from the flags' defaults.
absl::StatusOr<Options> Parse(std::vector<const char*> words) {
  const gflags::FlagSaver defaults;
  words.insert(words.begin(), "neuronctl");
  return ParseOptions(static_cast<int>(words.size()), words.data());
}

std::string ErrorOf(const std::vector<const char*>& words) {
  const absl::StatusOr<Options> options = Parse(words);
  EXPECT_TRUE(absl::IsInvalidArgument(options.status()));
  return std::string(options.status().message());
}

TEST(ParseOptions, HasDefaultsForANormalHost) {
  const absl::StatusOr<Options> options = Parse({"ls"});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->command, "ls");
  EXPECT_EQ(options->format, Format::kTable);
  EXPECT_FALSE(options->local);
  EXPECT_EQ(options->socket, "/run/neuron-agent/agent.sock");
  EXPECT_EQ(options->timeout, absl::Seconds(5));
}

TEST(ParseOptions, TakesFlagsOnEitherSideOfTheCommand) {
  const absl::StatusOr<Options> options = Parse({"--count=3", "watch", "--format", "proto"});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->count, 3);
  EXPECT_EQ(options->format, Format::kProto);
}

TEST(ParseOptions, TakesTheChipsOfHealth) {
  EXPECT_TRUE(Parse({"health"})->asked.empty());
  EXPECT_EQ(Parse({"health", "3", "15", "3", "--format=csv"})->asked, (ChipSet{3, 15}));
  EXPECT_EQ(ErrorOf({"health", "3", "04"}),
            "health takes the numbers of chips, not \"04\"; see neuronctl help health");
  EXPECT_EQ(ErrorOf({"health", "64"}),
            "health takes the numbers of chips, not \"64\"; see neuronctl help health");
}

TEST(ParseOptions, TakesWhatHealthIsToCheck) {
  const absl::StatusOr<Options> options = Parse({"health", "--check", "3", "--patience=2s"});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_TRUE(options->check);
  EXPECT_FALSE(options->record);
  EXPECT_EQ(options->baseline, "/var/lib/neuron-agent/baseline");
  EXPECT_EQ(options->patience, absl::Seconds(2));
  EXPECT_TRUE(Parse({"health", "--check", "--record"})->record);
  EXPECT_EQ(ErrorOf({"health", "--record"}), "--record needs --check; see neuronctl help health");
  EXPECT_EQ(ErrorOf({"health", "--check", "--record", "3"}),
            "--record is about all chips: name none; see neuronctl help health");
  EXPECT_EQ(ErrorOf({"health", "--check", "--format=csv"}),
            "--check has table, json, proto, not --format=csv; see neuronctl help health");
  EXPECT_EQ(ErrorOf({"health", "--check", "--sysfs_root=/no/such"}).substr(0, 22),
            "--sysfs_root=/no/such:");
}

TEST(ParseOptions, TakesWhatLsIsToShowAllOf) {
  EXPECT_EQ(Parse({"ls"})->subject, "");
  EXPECT_EQ(Parse({"ls", "15"})->subject, "15");
  EXPECT_EQ(Parse({"ls", "host", "--format=json"})->subject, "host");
  EXPECT_TRUE(Parse({"ls", "--capabilities"})->capabilities);
}

TEST(ParseOptions, GivesEachCommandItsFirstFormat) {
  EXPECT_EQ(Parse({"watch"})->format, Format::kJson);
  EXPECT_EQ(Parse({"attributes"})->format, Format::kTable);
}

TEST(ParseOptions, TakesTheCommandToRun) {
  const absl::StatusOr<Options> options =
      Parse({"run", "--chips=4", "--wait=10m", "--", "train", "--epochs=3", "--"});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->chips, 4);
  EXPECT_EQ(options->wait, absl::Minutes(10));
  EXPECT_EQ(options->lease_socket, "/run/neuron-agent/lease.sock");
  EXPECT_EQ(options->arguments, (std::vector<std::string>{"train", "--epochs=3", "--"}));
  EXPECT_EQ(Parse({"run", "--chips=4", "train"})->wait, absl::Seconds(60));
  EXPECT_EQ(Parse({"run", "--chips=4", "--wait=0", "train"})->wait, absl::ZeroDuration());
}

TEST(ParseOptions, NamesWhatRunNeeds) {
  EXPECT_EQ(ErrorOf({"run", "--", "train"}),
            "run needs --chips=N, from 1 to 64; see neuronctl help run");
  EXPECT_EQ(ErrorOf({"run", "--chips=65", "--", "train"}),
            "run needs --chips=N, from 1 to 64; see neuronctl help run");
  EXPECT_EQ(ErrorOf({"run", "--chips=4"}), "run needs a command, after --; see neuronctl help run");
  EXPECT_EQ(ErrorOf({"run", "--chips=4", "--wait=-1s", "train"}),
            "bad value --wait=-1s: a positive time such as 500ms or 5s expected; see neuronctl "
            "help run");
}

TEST(ParseOptions, IsHelpWithoutACommand) {
  EXPECT_EQ(Parse({})->command, "help");
  EXPECT_EQ(Parse({"--help"})->command, "help");
  EXPECT_EQ(Parse({"ls", "--help"})->topic, "ls");
  EXPECT_EQ(Parse({"help", "watch"})->topic, "watch");
}

TEST(ParseOptions, TakesACommandOfTwoWords) {
  const absl::StatusOr<Options> options =
      Parse({"placement", "explain", "agentVersion > 1", "--hosts=a,b"});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->command, "placement explain");
  EXPECT_EQ(options->subject, "agentVersion > 1");
  EXPECT_EQ(options->hosts, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(Parse({"placement", "explain", "--help"})->topic, "placement explain");
  EXPECT_EQ(Parse({"help", "placement", "explain"})->topic, "placement explain");
}

TEST(ParseOptions, WantsAnExpressionAndItsHostsFromOnePlace) {
  EXPECT_EQ(ErrorOf({"placement"}),
            "no command \"placement\": there is placement explain, placement generate, placement "
            "lint; see neuronctl help");
  EXPECT_EQ(ErrorOf({"help", "placement"}),
            "no help on \"placement\": there is placement explain, placement generate, placement "
            "lint; see neuronctl help");
  EXPECT_EQ(ErrorOf({"placement", "explain"}),
            "placement explain needs an expression, in quotes; see neuronctl help placement "
            "explain");
  EXPECT_EQ(ErrorOf({"placement", "explain", "a", "=="}),
            "placement explain takes no \"==\"; see neuronctl help placement explain");
  EXPECT_EQ(ErrorOf({"placement", "explain", "a", "--hosts=f", "--local"}),
            "--hosts is instead of this host: leave out --local; see neuronctl help placement "
            "explain");
}

TEST(ParseOptions, TakesWhatATaskDefinitionIsToHave) {
  const absl::StatusOr<Options> options =
      Parse({"placement", "generate", "--chips=4", "--floating", "--instance=trn1.32xlarge",
             "--task_definition=f", "--container=c", "--output_dir=d"});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->command, "placement generate");
  EXPECT_EQ(options->chips, 4);
  EXPECT_TRUE(options->placement.floating);
  EXPECT_EQ(options->placement.instance, "trn1.32xlarge");
  EXPECT_EQ(options->placement.task_definition, "f");
  EXPECT_EQ(options->placement.container, "c");
  EXPECT_EQ(options->placement.output_dir, "d");
  EXPECT_EQ(options->host.sysfs, "/sys");
  const absl::StatusOr<Options> pinned =
      Parse({"placement", "generate", "--chips=1", "--pinned", "--exclusive_ports"});
  ASSERT_TRUE(pinned.ok()) << pinned.status();
  EXPECT_FALSE(pinned->placement.floating);
  EXPECT_TRUE(pinned->placement.exclusive_ports);
  EXPECT_EQ(pinned->placement.port_base, 21000);
}

TEST(ParseOptions, WantsATaskDefinitionThatMakesSense) {
  constexpr char kSee[] = "; see neuronctl help placement generate";
  EXPECT_EQ(ErrorOf({"placement", "generate"}),
            std::string("placement generate needs --chips=N, from 1 to 64") + kSee);
  EXPECT_EQ(ErrorOf({"placement", "generate", "--chips=1", "--pinned", "--floating"}),
            std::string("--pinned or --floating: give one of them") + kSee);
  EXPECT_EQ(
      ErrorOf({"placement", "generate", "--chips=1", "--floating", "--exclusive_ports"}),
      std::string("--exclusive_ports is for chips by number: leave it out with --floating") + kSee);
  EXPECT_EQ(ErrorOf({"placement", "generate", "--chips=1", "--port_base=32768"}),
            std::string("bad value --port_base=32768: the 64 ports from 32768 are not all within "
                        "1024-32767") +
                kSee);
}

TEST(ParseOptions, TakesFilesToLint) {
  const absl::StatusOr<Options> options = Parse({"placement", "lint", "a", "b", "--format=json"});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->placement.files, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(options->format, Format::kJson);
  EXPECT_EQ(ErrorOf({"placement", "lint"}),
            "placement lint needs the files to look at; see neuronctl help placement lint");
}

TEST(ParseOptions, TakesTheRootsOfALocalHost) {
  const TemporaryDirectory directory;
  const std::string devices = "--proc_devices=" + directory.Write("devices", "");
  const std::string sysfs = "--sysfs_root=" + directory.Path("");
  const absl::StatusOr<Options> options = Parse({"ls", "--local", sysfs.c_str(), devices.c_str()});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->host.sysfs, directory.Path(""));
  EXPECT_EQ(options->host.dev, "/dev");
}

TEST(ParseOptions, NamesWhatIsWrongAndWhereToLook) {
  EXPECT_EQ(ErrorOf({"top"}), "no command \"top\"; see neuronctl help");
  EXPECT_EQ(ErrorOf({"ls", "--colour"}), "unknown flag --colour; see neuronctl help");
  EXPECT_EQ(ErrorOf({"watch", "chips"}), "watch takes no \"chips\"; see neuronctl help watch");
  EXPECT_EQ(ErrorOf({"ls", "3", "4"}), "ls takes no \"4\"; see neuronctl help ls");
  for (const char* const word : {"chips", "-1", "64", "03", "3x"}) {
    EXPECT_EQ(ErrorOf({"ls", "--", word}), "ls takes \"host\" or the number of a chip, not \"" +
                                               std::string(word) + "\"; see neuronctl help ls");
  }
  EXPECT_EQ(ErrorOf({"ls", "3", "--capabilities"}),
            "--capabilities is about all chips, not about \"3\"; see neuronctl help ls");
  EXPECT_EQ(ErrorOf({"ls", "3", "--format=csv"}),
            "--format=csv is about all chips, not about \"3\"; see neuronctl help ls");
  EXPECT_EQ(ErrorOf({"ls", "--count=3"}), "ls does not take --count; see neuronctl help ls");
  EXPECT_EQ(ErrorOf({"ls", "--format=xml"}),
            "bad value --format=xml: ls has table, json, csv, proto; see neuronctl help ls");
  EXPECT_EQ(ErrorOf({"watch", "--format=table"}),
            "bad value --format=table: watch has json, proto; see neuronctl help watch");
  EXPECT_EQ(ErrorOf({"watch", "--count=-1"}),
            "bad value --count=-1: it cannot be negative; see neuronctl help watch");
  EXPECT_EQ(ErrorOf({"ls", "--timeout=soon"}),
            "bad value --timeout=soon: a positive time such as 500ms or 5s expected; see neuronctl "
            "help ls");
  EXPECT_EQ(ErrorOf({"help", "top"}), "no help on \"top\"; see neuronctl help");
}

TEST(ParseOptions, NamesABadValue) {
  EXPECT_EQ(ErrorOf({"watch", "--count=many"}).find("bad value --count=many: int64 expected"), 0u);
}

TEST(ParseOptions, NamesARootThatIsMissing) {
  EXPECT_EQ(ErrorOf({"ls", "--local", "--sysfs_root=/no/such"})
                .find("--sysfs_root=/no/such: No such file or directory"),
            0u);
}

TEST(ParseOptions, LooksAtTheRootsOnlyIfTheyAreUsed) {
  EXPECT_TRUE(Parse({"ls", "--sysfs_root=/no/such"}).ok());
}

TEST(ParseOptions, KnowsThatOnlyTheDaemonKnowsWhatWasWritten) {
  EXPECT_EQ(ErrorOf({"attributes", "--local"}),
            "only the daemon knows what was written: --local needs --dry_run; see neuronctl help "
            "attributes");
  EXPECT_TRUE(Parse({"attributes", "--local", "--dry_run"}).ok());
}

TEST(ParseOptions, WantsAnArchiveForABundle) {
  EXPECT_EQ(Parse({"doctor"})->bundle, "");
  EXPECT_EQ(Parse({"doctor", "--bundle=/tmp/a.tar.zst"})->bundle, "/tmp/a.tar.zst");
  EXPECT_EQ(ErrorOf({"doctor", "--bundle=/tmp/a.zip"}),
            "bad value --bundle=/tmp/a.zip: a name expected that ends in .tar.zst; see neuronctl "
            "help doctor");
  EXPECT_EQ(ErrorOf({"ls", "--bundle=/tmp/a.tar.zst"}).substr(0, 25), "ls does not take --bundle");
}

TEST(ParseOptions, ChecksTheNamesOfAttributes) {
  EXPECT_NE(ErrorOf({"attributes", "--dry_run", "--attribute_prefix=ecs."}).find("ecs."),
            std::string::npos);
}

TEST(ParseOptions, CaptureReadsThisHostIntoAFile) {
  const absl::StatusOr<Options> options = Parse({"capture", "/tmp/host.tar.zst"});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->subject, "/tmp/host.tar.zst");
  EXPECT_EQ(options->patience, absl::Seconds(20));
  EXPECT_EQ(options->host.sysfs, "/sys");
}

TEST(ParseOptions, CaptureNeedsAFileOfItsKind) {
  const std::string cure =
      "capture needs the file to write, whose name ends in .tar.zst; see neuronctl help capture";
  EXPECT_EQ(ErrorOf({"capture"}), cure);
  EXPECT_EQ(ErrorOf({"capture", "/tmp/host.zip"}), cure);
  EXPECT_EQ(ErrorOf({"capture", "/tmp/a.tar.zst", "--patience=soon"}).substr(0, 28),
            "bad value --patience=soon: a");
}

TEST(ParseOptions, TakesThePidOfAProcessToRelease) {
  const absl::StatusOr<Options> options = Parse({"holders", "--release", "4711", "--yes"});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->release, 4711);
  EXPECT_TRUE(options->yes);
  EXPECT_EQ(options->host.proc, "/proc");
}

TEST(ParseOptions, ReleasesOnlyAProcessThatTheDaemonFound) {
  EXPECT_EQ(ErrorOf({"holders", "--yes"}),
            "--yes needs the pid of a process, as --release=PID; see neuronctl help holders");
  EXPECT_EQ(ErrorOf({"holders", "--release=-1"}),
            "holders needs the pid of a process, as --release=PID; see neuronctl help holders");
  EXPECT_EQ(ErrorOf({"holders", "--release=1", "--local"}),
            "only the daemon finds what is to be released: --release is not for --local; see "
            "neuronctl help holders");
  EXPECT_EQ(ErrorOf({"ls", "--release=1"}), "ls does not take --release; see neuronctl help ls");
}

TEST(ParseOptions, HasNoCsvForTheDoctor) {
  EXPECT_EQ(ErrorOf({"doctor", "--format=csv"}),
            "bad value --format=csv: doctor has table, json; see neuronctl help doctor");
  EXPECT_EQ(Parse({"doctor"})->host.dev, "/dev");
}

}  // namespace
}  // namespace neuron
