#include "agent/options.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <cstdlib>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "gflags/gflags.h"
#include "gtest/gtest.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

class OptionsTest : public testing::Test {
 protected:
  // Flags are global: they are given back.
  static absl::StatusOr<AgentOptions> Parse(const std::vector<std::string>& flags) {
    const gflags::FlagSaver saver;
    std::vector<const char*> argv = {"neuron-agent"};
    for (const std::string& flag : flags) {
      argv.push_back(flag.c_str());
    }
    return ParseAgentOptions(static_cast<int>(argv.size()), argv.data());
  }

  // The one line that refuses these flags, which names `what`.
  static std::string Refusal(const std::vector<std::string>& flags, const std::string& what) {
    const absl::Status status = Parse(flags).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    const std::string message(status.message());
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
    EXPECT_TRUE(absl::StrContains(message, what)) << message;
    return message;
  }
};

TEST_F(OptionsTest, SayHowItIsFoundOutWhoHasWhichChip) {
  const auto plain = Parse({});
  EXPECT_EQ(plain->workload.policy.mapped, MappedPolicy::kExclusive);
  EXPECT_TRUE(plain->workload.policy.observers.empty());
  EXPECT_EQ(plain->workload.docker_socket, "");
  EXPECT_TRUE(plain->workload.leases);
  EXPECT_EQ(plain->workload.lease_socket, "/run/neuron-agent/lease.sock");
  EXPECT_EQ(plain->workload.lease_folder, "/run/neuron-agent.leases");
  EXPECT_EQ(plain->workload.family_book, "/run/neuron-agent/families");
  EXPECT_FALSE(plain->workload.service_lookup);
  EXPECT_FALSE(plain->workload.task_definition_lookup);
  EXPECT_TRUE(Parse({"--task_definition_lookup"})->workload.task_definition_lookup);
  EXPECT_FALSE(plain->workload.trace_executions);
  EXPECT_FALSE(plain->workload.trace_syscalls);
  EXPECT_FALSE(plain->workload.trace_copies);
  EXPECT_TRUE(Parse({"--trace=copies"})->workload.trace_copies);

  const auto chosen =
      Parse({"--mapped_policy=held-only", "--observers=monitor,exporter", "--service_lookup",
             "--docker_socket=/var/run/docker.sock", "--trace=executions,syscalls"});
  ASSERT_TRUE(chosen.ok()) << chosen.status();
  EXPECT_EQ(chosen->workload.policy.mapped, MappedPolicy::kHeldOnly);
  EXPECT_EQ(chosen->workload.policy.observers, (std::vector<std::string>{"monitor", "exporter"}));
  EXPECT_EQ(chosen->workload.docker_socket, "/var/run/docker.sock");
  EXPECT_TRUE(chosen->workload.service_lookup);
  EXPECT_TRUE(chosen->workload.trace_executions);
  EXPECT_TRUE(chosen->workload.trace_syscalls);
  const auto elsewhere = Parse({"--socket=/run/x/a.sock", "--lease_folder=/y", "--noleases"});
  EXPECT_EQ(elsewhere->workload.lease_socket, "/run/x/lease.sock");
  EXPECT_EQ(elsewhere->workload.lease_folder, "/y");
  EXPECT_FALSE(elsewhere->workload.leases);
  EXPECT_EQ(Parse({"--mapped_policy=lease"})->workload.policy.mapped, MappedPolicy::kLease);
}

TEST_F(OptionsTest, RefuseWhatSaysNothingOfWhoHasAChip) {
  Refusal({"--mapped_policy=never"}, "exclusive, held-only or lease expected");
  Refusal({"--task_definition_lookup", "--mapped_policy=held-only"},
          "bad value --task_definition_lookup=true: --mapped_policy=exclusive expected");
  Refusal({"--trace=all"}, "bad value --trace=all: executions, syscalls or copies");
  Refusal({"--docker_socket=docker.sock"}, "an absolute path");
  Refusal({"--lease_socket=/" + std::string(107, 'x')}, "at most 107 characters");
}

TEST_F(OptionsTest, AreRightOnANormalHostWithNoFlagsAtAll) {
  const auto options = Parse({});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_FALSE(options->help);
  EXPECT_FALSE(options->version);
  EXPECT_EQ(options->host.sysfs, "/sys");
  EXPECT_EQ(options->host.dev, "/dev");
  EXPECT_EQ(options->host.proc_devices, "/proc/devices");
  EXPECT_EQ(options->host.proc, "/proc");
  EXPECT_EQ(options->uevents, "");
  EXPECT_EQ(options->socket, "/run/neuron-agent/agent.sock");
  EXPECT_EQ(options->socket_group, "");
  EXPECT_EQ(options->answer_book, "/run/neuron-agent/chips");
  EXPECT_EQ(options->sampling.period, absl::Seconds(1));
  EXPECT_EQ(options->sampling.read_deadline, absl::Seconds(1));
  EXPECT_FALSE(options->sampling.attach_to_datastores);
  EXPECT_TRUE(options->publishing.publish);
  EXPECT_EQ(options->publishing.attributes.prefix, "neuron.");
  EXPECT_EQ(options->publishing.attributes.kinds.size(), 7u);
  EXPECT_EQ(options->publishing.on_stop, OnStop::kWithdraw);
  EXPECT_EQ(options->aws.introspection_url, "http://127.0.0.1:51678");
  EXPECT_EQ(options->aws.imds_url, "http://169.254.169.254");
  EXPECT_EQ(options->aws.ecs_endpoint, "");
  EXPECT_EQ(options->aws.region, "");
  EXPECT_EQ(options->aws.ca_bundle, "");
  EXPECT_EQ(options->aws.credentials.keys.access_key_id, "");
}

TEST_F(OptionsTest, AreWhatTheFlagsSay) {
  FakeTree tree(
      {Dir("sys", {}), Dir("dev", {}), Dir("proc", {File("devices", "")}), File("ca.pem", "")});
  const auto options = Parse(
      {"--sysfs_root=" + tree.Path("sys"), "--dev_root=" + tree.Path("dev"),
       "--proc_root=" + tree.Path("proc"), "--proc_devices=" + tree.Path("proc/devices"),
       "--socket=/tmp/s", "--socket_group=ops", "--answer_book=/tmp/book", "--sample_period=500ms",
       "--read_deadline=2s", "--datastore=attach", "--nopublish", "--attribute_prefix=n.",
       "--attributes=health,fits", "--on_stop=keep", "--introspection_url=http://localhost:1/",
       "--imds_url=http://localhost:2", "--ecs_endpoint=https://localhost:3/", "--region=eu-west-1",
       "--ca_bundle=" + tree.Path("ca.pem")});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->host.sysfs, tree.Path("sys"));
  EXPECT_EQ(options->host.dev, tree.Path("dev"));
  EXPECT_EQ(options->host.proc, tree.Path("proc"));
  EXPECT_EQ(options->host.proc_devices, tree.Path("proc/devices"));
  EXPECT_EQ(options->socket, "/tmp/s");
  EXPECT_EQ(options->socket_group, "ops");
  EXPECT_EQ(options->answer_book, "/tmp/book");
  EXPECT_EQ(options->sampling.period, absl::Milliseconds(500));
  EXPECT_EQ(options->sampling.read_deadline, absl::Seconds(2));
  EXPECT_TRUE(options->sampling.attach_to_datastores);
  EXPECT_FALSE(options->publishing.publish);
  EXPECT_EQ(options->publishing.attributes.prefix, "n.");
  EXPECT_EQ(options->publishing.attributes.kinds,
            (std::vector<AttributeKind>{AttributeKind::kFits, AttributeKind::kHealth}));
  EXPECT_EQ(options->publishing.on_stop, OnStop::kKeep);
  EXPECT_EQ(options->aws.introspection_url, "http://localhost:1");
  EXPECT_EQ(options->aws.imds_url, "http://localhost:2");
  EXPECT_EQ(options->aws.ecs_endpoint, "https://localhost:3");
  EXPECT_EQ(options->aws.region, "eu-west-1");
  EXPECT_EQ(options->aws.ca_bundle, tree.Path("ca.pem"));
}

TEST_F(OptionsTest, TakeEventsFromASocket) {
  FakeTree tree({File("file", "")});
  const std::string path = tree.Path("uevents");
  EXPECT_TRUE(absl::StrContains(Refusal({"--uevents=" + path}, "--uevents=" + path),
                                "start neuron-sim with the same flag first"));
  Refusal({"--uevents=" + tree.Path("file")}, "--uevents=" + tree.Path("file"));
  const UniqueFd server(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(bind(server.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(Parse({"--uevents=" + path})->uevents, path);
}

TEST_F(OptionsTest, SayWhatBecomesOfTheAttributes) {
  EXPECT_EQ(Parse({"--on_stop=withdraw"})->publishing.on_stop, OnStop::kWithdraw);
  EXPECT_EQ(Parse({"--on_stop=delete"})->publishing.on_stop, OnStop::kDelete);
}

TEST_F(OptionsTest, SayWhatElseIsToldAndWhatIsNot) {
  const auto plain = Parse({});
  EXPECT_FALSE(plain->publishing.dry_run);
  EXPECT_FALSE(plain->publishing.withdraw);
  EXPECT_EQ(plain->publishing.health_file, "");
  EXPECT_FALSE(plain->publishing.drain);
  const auto chosen = Parse({"--dry_run", "--withdraw", "--health_file=/run/x.json"});
  EXPECT_TRUE(chosen->publishing.dry_run);
  EXPECT_TRUE(chosen->publishing.withdraw);
  EXPECT_EQ(chosen->publishing.health_file, "/run/x.json");
  Refusal({"--health_file=x.json"}, "--health_file=x.json: the absolute path");
  Refusal({"--health_file=/run/"}, "--health_file=/run/: the absolute path");
}

TEST_F(OptionsTest, DrainOnlyIfAskedFor) {
  EXPECT_TRUE(Parse({"--drain_on=impaired"})->publishing.drain);
  EXPECT_FALSE(Parse({"--drain_on=none"})->publishing.drain);
  EXPECT_FALSE(Parse({"--drain_on="})->publishing.drain);
  Refusal({"--drain_on=degraded"}, "--drain_on=degraded: impaired or none expected");
  Refusal({"--drain_on=impaired", "--nopublish"}, "leave out one of them");
}

TEST_F(OptionsTest, SayWhereToKeepWhatOutlivesABoot) {
  EXPECT_EQ(Parse({})->publishing.state_dir, "/var/lib/neuron-agent");
  EXPECT_EQ(Parse({"--state_dir=/srv"})->publishing.state_dir, "/srv");
  Refusal({"--state_dir=here"}, "--state_dir=here: the absolute path of a directory expected");
}

TEST_F(OptionsTest, PutWhatIsShortLivedBesideTheAnswers) {
  EXPECT_EQ(BesideAnswers(*Parse({"--answer_book=/run/x/chips"}), "verdicts"), "/run/x/verdicts");
  EXPECT_EQ(BesideAnswers(*Parse({"--answer_book=chips"}), "verdicts"), "verdicts");
}

TEST_F(OptionsTest, DoNotDrainTheInstanceOfATaskThatEndsByIt) {
  setenv("ECS_CONTAINER_METADATA_URI_V4", "http://169.254.170.2/v4/x", 1);
  Refusal({"--drain_on=impaired"}, "run the agent as a systemd service");
  EXPECT_TRUE(Parse({}).ok());
  unsetenv("ECS_CONTAINER_METADATA_URI_V4");
}

TEST_F(OptionsTest, RefuseEachBadValueInOneLineThatNamesTheFlagAndTheCure) {
  FakeTree tree({File("file", "")});
  const std::string file = tree.Path("file");
  EXPECT_TRUE(
      absl::StrContains(Refusal({"--sample_period=soon"}, "--sample_period=soon"), "500ms"));
  EXPECT_TRUE(
      absl::StrContains(Refusal({"--sample_period=99ms"}, "--sample_period=99ms"), "100ms"));
  Refusal({"--read_deadline=-1s"}, "--read_deadline=-1s");
  Refusal({"--read_deadline=0"}, "--read_deadline=0");
  Refusal({"--read_deadline=inf"}, "--read_deadline=inf");
  Refusal({"--datastore=dup"}, "bad value --datastore=dup: off or attach expected");
  Refusal({"--publish=maybe"}, "--publish=maybe");
  Refusal({"--attribute_prefix=ecs."}, "--attribute_prefix=ecs.");
  Refusal({"--attributes=color"}, "--attributes");
  EXPECT_TRUE(absl::StrContains(Refusal({"--on_stop=explode"}, "--on_stop=explode"),
                                "withdraw, delete or keep"));
  for (const char* flag : {"--introspection_url", "--imds_url", "--ecs_endpoint"}) {
    Refusal({absl::StrCat(flag, "=not a url")}, flag);
    Refusal({absl::StrCat(flag, "=http://host/path")}, flag);
    Refusal({absl::StrCat(flag, "=ftp://host")}, flag);
  }
  Refusal({"--introspection_url="}, "--introspection_url");
  EXPECT_TRUE(absl::StrContains(Refusal({"--region=Moon Base"}, "--region"), "us-east-1"));
  Refusal({"--ca_bundle=/nowhere"}, "--ca_bundle=/nowhere");
  for (const char* flag : {"--sysfs_root", "--dev_root", "--proc_root", "--proc_devices"}) {
    Refusal({absl::StrCat(flag, "=/nowhere")}, absl::StrCat(flag, "=/nowhere"));
  }
  for (const char* flag : {"--sysfs_root", "--dev_root", "--proc_root"}) {
    Refusal({absl::StrCat(flag, "=", file)}, absl::StrCat(flag, "=", file));
  }
}

TEST_F(OptionsTest, RefuseUnknownFlagsAndWords) {
  Refusal({"--colour=red"}, "--colour");
  Refusal({"start"}, "\"start\" is no flag; see neuron-agent --help");
}

TEST_F(OptionsTest, ComeFromAFlagFileToo) {
  FakeTree tree({File("agent.flags", "# as root\n--on_stop=keep\n--sample_period=2s\n"),
                 File("bad.flags", "--on_stop=explode\n--colour=red\n")});
  const auto options = Parse({"--flagfile=" + tree.Path("agent.flags"), "--sample_period=3s"});
  EXPECT_EQ(options->publishing.on_stop, OnStop::kKeep);
  EXPECT_EQ(options->sampling.period, absl::Seconds(3)) << "the last word counts";
  Refusal({"--flagfile=" + tree.Path("bad.flags")}, tree.Path("bad.flags"));
  Refusal({"--flagfile=/nowhere"}, "--flagfile=/nowhere");
}

TEST_F(OptionsTest, AskForHelpOrTheVersionWhateverElseIsThere) {
  EXPECT_TRUE(Parse({"--help", "--sysfs_root=/nowhere"})->help);
  EXPECT_TRUE(Parse({"-h"})->help);
  EXPECT_TRUE(Parse({"--version", "--sysfs_root=/nowhere"})->version);
}

}  // namespace
}  // namespace neuron
