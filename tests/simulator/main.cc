// neuron-sim: a simulated Neuron host. See docs/simulator.md.

#include <gflags/gflags.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "tests/simulator/file_system.h"
#include "tests/simulator/host/generation.h"
#include "tests/simulator/host/host.h"
#include "tests/simulator/host/instance.h"
#include "tests/simulator/loop.h"
#include "tests/simulator/mount.h"
#include "tests/simulator/play/control_file.h"
#include "tests/simulator/play/runtime_files.h"
#include "tests/simulator/play/scenario.h"
#include "tests/simulator/play/simulation.h"
#include "tests/simulator/play/uevents.h"
#include "tests/simulator/play/workload_process.h"
#include "tests/simulator/replay/replayed_host.h"

DEFINE_string(mount, "", "The directory to show the simulated host in; made if it is missing.");
DEFINE_string(instance, "trn1.32xlarge", "The EC2 instance type to be.");
DEFINE_string(driver, "2.24.7",
              "The version of the Neuron driver to be, such as 2.30; see docs/simulator.md.");
DEFINE_string(replay, "",
              "A file that `neuronctl capture` wrote: be that host, instead of --instance and "
              "--driver.");
DEFINE_string(
    scenario, "",
    "A file with a scenario as protobuf text (proto/config.proto), or \"demo\": workloads "
    "that come and go for ever, or \"trouble\": two minutes of everything that goes wrong.");
DEFINE_string(uevents, "",
              "A Unix socket (SOCK_SEQPACKET) to listen at and send uevents to whoever connects.");
DEFINE_bool(allow_attach, false,
            "Whether processes that are no workloads may attach to chips to read datastores, as "
            "neuron-agent does with --datastore=attach.");
DEFINE_string(report, "", "A file to write what was seen to at the end, as JSON.");

namespace neuron::sim {
namespace {

constexpr int kExitUsage = 1;
constexpr int kExitForbidden = 3;

constexpr std::size_t kMaxScenarioBytes = 1 << 20;
constexpr std::size_t kMaxCaptureBytes = 64 << 20;

absl::StatusOr<std::optional<ScenarioPlayer>> LoadScenario(const std::string& name, int chips) {
  if (name.empty()) return std::optional<ScenarioPlayer>();
  if (auto built_in = BuiltInScenario(name, chips)) {
    return std::optional(ScenarioPlayer(*std::move(built_in), absl::Now()));
  }
  NEURON_ASSIGN_OR_RETURN(const std::string text, ReadFile(name, kMaxScenarioBytes));
  auto scenario = ParseScenario(text);
  if (!scenario.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--scenario=", name, ": ", scenario.status().message()));
  }
  return std::optional(ScenarioPlayer(*std::move(scenario), absl::Now()));
}

absl::Status WriteReport(const Simulation& simulation) {
  if (FLAGS_report.empty()) return absl::OkStatus();
  return ReplaceFile(FLAGS_report, simulation.ReportJson(), 0644);
}

// Nobody listens.
class NoUevents final : public UeventSink {
 public:
  void Send(const Uevent&) override {}
};

absl::StatusOr<std::unique_ptr<UeventSink>> MakeUeventSink() {
  if (FLAGS_uevents.empty()) return std::make_unique<NoUevents>();
  NEURON_ASSIGN_OR_RETURN(auto socket, UeventSocket::Listen(FLAGS_uevents));
  return socket;
}

// Where nothing is mounted noexec, as /run may be.
std::string TemporaryRoot() {
  const char* root = std::getenv("TMPDIR");
  return root != nullptr && *root != '\0' ? root : "/tmp";
}

// Where users look for the runtime. The links lead out of the mount: see runtime_files.h.
void ShowRuntime(const RuntimeFiles& runtime, Tree* tree) {
  const std::string directory = "opt/aws/neuron/lib/";
  tree->Make(directory + "libnrt.so.1", NodeKind::kLink, 0777)->content = runtime.library();
  tree->Make(directory + "libnrt.so", NodeKind::kLink, 0777)->content = "libnrt.so.1";
}

absl::StatusOr<std::unique_ptr<Host>> ReplayHost() {
  for (const char* flag : {"instance", "driver"}) {
    if (!gflags::GetCommandLineFlagInfoOrDie(flag).is_default) {
      return absl::InvalidArgumentError(
          absl::StrCat("--", flag, " is what the capture says: leave it out with --replay"));
    }
  }
  NEURON_ASSIGN_OR_RETURN(const std::string archive, ReadFile(FLAGS_replay, kMaxCaptureBytes));
  auto host = ReplayArchive(archive);
  if (host.ok()) return host;
  return absl::Status(host.status().code(),
                      absl::StrCat("--replay=", FLAGS_replay, ": ", host.status().message()));
}

absl::StatusOr<std::unique_ptr<Host>> MakeChosenHost() {
  if (!FLAGS_replay.empty()) return ReplayHost();
  NEURON_ASSIGN_OR_RETURN(const Instance instance, FindInstance(FLAGS_instance));
  NEURON_ASSIGN_OR_RETURN(const Generation generation, FindGeneration(FLAGS_driver));
  if (instance.recording->is_inferred) {
    std::cerr << "neuron-sim: nobody recorded a " << instance.type << ": it is inferred\n";
  }
  return BuildHost(instance, generation);
}

// Gives main's exit code.
absl::StatusOr<int> Run() {
  if (FLAGS_mount.empty()) return absl::InvalidArgumentError("--mount=DIRECTORY is needed");
  NEURON_ASSIGN_OR_RETURN(const std::unique_ptr<Host> host, MakeChosenHost());
  NEURON_ASSIGN_OR_RETURN(auto player, LoadScenario(FLAGS_scenario, host->instance.chips));
  NEURON_ASSIGN_OR_RETURN(const std::string directory, PrepareMountPoint(FLAGS_mount));

  BlockSignals();
  NEURON_ASSIGN_OR_RETURN(const auto runtime, RuntimeFiles::Make(TemporaryRoot()));
  ShowRuntime(*runtime, &host->tree);
  NEURON_ASSIGN_OR_RETURN(const auto uevents, MakeUeventSink());
  Simulation simulation(host.get(), directory, runtime.get(), uevents.get(),
                        [](const std::string& line) { std::cerr << line << std::endl; });
  if (FLAGS_allow_attach) simulation.recorder()->AllowAttach();
  // Now rather than after the run: a path that cannot be written is a usage error.
  NEURON_RETURN_IF_ERROR(WriteReport(simulation));
  ControlFile control([&simulation](const config::v1::Verb& verb, Done done) {
    simulation.Execute(verb, absl::Now(), std::move(done));
  });
  FileSystem file_system(host.get(), &simulation, &control);
  NEURON_ASSIGN_OR_RETURN(std::unique_ptr<Mount> mount, Mount::Make(directory, &file_system));
  std::cout << "neuron-sim: ready mount=" << directory << " instance=" << host->instance.type
            << " chips=" << host->chips.size() << " driver=" << host->generation.version
            << std::endl;
  NEURON_RETURN_IF_ERROR(RunLoop(mount.get(), &simulation, std::move(player)));
  mount.reset();
  NEURON_RETURN_IF_ERROR(WriteReport(simulation));
  return simulation.recorder()->saw_forbidden() ? kExitForbidden : 0;
}

}  // namespace
}  // namespace neuron::sim

int main(int argc, char** argv) {
  if (neuron::sim::IsWorkload(argc, argv)) return neuron::sim::RunWorkload(argc, argv);
  gflags::SetUsageMessage("shows a simulated Neuron host in a directory and watches over it");
  gflags::ParseCommandLineFlags(&argc, &argv, true);
  const auto code =
      argc > 1
          ? absl::InvalidArgumentError(absl::StrCat("\"", argv[1], "\" is no flag: see --help"))
          : neuron::sim::Run();
  if (code.ok()) return *code;
  std::cerr << "neuron-sim: " << code.status().message() << std::endl;
  return neuron::sim::kExitUsage;
}
