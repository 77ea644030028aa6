#include "tests/hosts/plain_snapshot.h"

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "agent/device/answer_book.h"
#include "agent/device/device_answers.h"
#include "agent/device/generation.h"
#include "agent/snapshot/host_report.h"
#include "agent/snapshot/local_snapshot.h"
#include "tests/bench/plain_tree.h"
#include "tests/fakes/fake_container_source.h"
#include "tests/fakes/fake_holder_source.h"
#include "tests/hosts/simulated_driver.h"

namespace neuron {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1795000000);

void Require(const absl::Status& status) {
  if (!status.ok()) {
    abort();
  }
}

AnswerBook AskAll(const HostPaths& paths, sim::Host* host) {
  SimulatedDriver driver(host);
  AnswerBook book;
  for (const sim::Chip& chip : host->chips) {
    const absl::StatusOr<TreeIndex> tree =
        TreeIndex::Walk(absl::StrCat(paths.sysfs, "/class/neuron_device/neuron", chip.index));
    Require(tree.status());
    absl::StatusOr<DeviceAnswers> answers =
        AskDevice(&driver, absl::StrCat(paths.dev, "/neuron", chip.index),
                  {chip.index, OldestDriverWith(*tree)});
    Require(answers.status());
    book.Add({chip.index, InodeOfChip(paths, chip.index), *std::move(answers)});
  }
  if (driver.saw_forbidden()) {
    abort();
  }
  return book;
}

}  // namespace

PlainHostCopy::PlainHostCopy(sim::Host* host) {
  if (chmod(directory_.path().c_str(), 0755) != 0) {
    abort();
  }
  Require(WritePlainTree(*host->tree.root(), directory_.path()));
  const HostReport report = VisitHost(paths());
  const AnswerBook::Edition edition = {report.boot_id, host->generation.version};
  Require(AskAll(paths(), host).Save(book(), edition));
}

std::shared_ptr<const Snapshot> PlainHostCopy::Snap() const {
  FakeHolderSource nobody;
  FakeContainerSource no_containers;
  WorkloadVisitor visitor(&nobody, &no_containers);
  absl::StatusOr<std::shared_ptr<const Snapshot>> snapshot =
      TakeLocalSnapshot(paths(), book(), &visitor, kNow);
  Require(snapshot.status());
  return *std::move(snapshot);
}

void PlainHostCopy::Write(absl::string_view path, absl::string_view bytes) const {
  std::ofstream file(directory_.Path(path), std::ios::trunc);
  file << bytes;
  if (!file.flush()) {
    abort();
  }
}

std::string PlainHostCopy::Anonymous(std::string text) const {
  return absl::StrReplaceAll(text, {{directory_.path(), ""}});
}

HostPaths PlainHostCopy::paths() const {
  HostPaths paths;
  paths.sysfs = directory_.Path("sys");
  paths.dev = directory_.Path("dev");
  paths.proc_devices = directory_.Path("proc/devices");
  paths.kmsg = directory_.Path("kmsg");
  return paths;
}

std::string PlainHostCopy::book() const { return directory_.Path("chips"); }

}  // namespace neuron
