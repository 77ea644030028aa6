#include "tests/soak/worn_host.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "agent/base/file.h"
#include "tests/bench/plain_tree.h"
#include "tests/simulator/host/chip.h"

namespace neuron {
namespace {

constexpr char kClass[] = "sys/class/neuron_device";
constexpr char kModule[] = "sys/module/neuron";
constexpr char kDevices[] = "proc/devices";
constexpr int kFirstMajor = 245;
constexpr int kMajors = 10;

void Require(const absl::Status& status) {
  if (!status.ok()) {
    std::fprintf(stderr, "%s\n", status.ToString().c_str());
    std::abort();
  }
}

template <typename T>
T Required(absl::StatusOr<T> result) {
  Require(result.status());
  return *std::move(result);
}

std::string Node(int chip) { return absl::StrCat("dev/neuron", chip); }

bool IsBelow(absl::string_view path, absl::string_view directory) {
  return path == directory || absl::StartsWith(path, absl::StrCat(directory, "/"));
}

}  // namespace

WornHost::WornHost(absl::string_view instance_type) {
  const sim::Instance instance = Required(sim::FindInstance(instance_type));
  for (const sim::Generation& generation : sim::Generations()) {
    if (!sim::CheckSupport(instance, generation).ok()) {
      continue;
    }
    if (generation.version == sim::RecordedGeneration().version) {
      recorded_ = editions_.size();
    }
    editions_.push_back(Required(sim::BuildHost(instance, generation)));
  }
  LoadDriver(recorded_);
}

WornHost::~WornHost() { HealAll(); }

HostPaths WornHost::paths() const {
  HostPaths paths = tree_.host();
  paths.proc = tree_.Path("proc");
  return paths;
}

void WornHost::LoadDriver(std::size_t driver) {
  HealAll();
  for (const char* directory : {"sys", "dev", "proc"}) {
    tree_.Remove(directory);
  }
  Require(WritePlainTree(*editions_[driver]->tree.root(), tree_.Path("")));
  tree_.Write("proc/sys/kernel/random/boot_id", "boot-1\n");
  tree_.Write(kDevices,
              absl::StrReplaceAll(tree_.Read(kDevices),
                                  {{absl::StrCat(kFirstMajor, " neuron"),
                                    absl::StrCat(kFirstMajor + ++loads_ % kMajors, " neuron")}}));
  has_driver_ = true;
  gone_ = ChipSet();
  files_.clear();
  for (const char* directory : {"sys", "proc"}) {
    for (const std::string& file : tree_.Files(directory)) {
      files_[file] = tree_.Read(file);
    }
  }
}

void WornHost::UnloadDriver() {
  HealAll();
  for (const int chip : chips().chips()) {
    RemoveChip(chip);
  }
  tree_.Remove(kClass);
  tree_.Remove(kModule);
  tree_.Write(kDevices, "Character devices:\n  1 mem\n");
  has_driver_ = false;
  files_.clear();
}

ChipSet WornHost::all_chips() const {
  ChipSet chips;
  for (const sim::Chip& chip : editions_.front()->chips) {
    chips.Add(chip.index);
  }
  return chips;
}

ChipSet WornHost::chips() const {
  return has_driver_ ? ChipSet(all_chips().bits() & ~gone_.bits()) : ChipSet();
}

void WornHost::RemoveChip(int chip) {
  const std::map<std::string, Harm> spoiled = spoiled_;
  for (const auto& [path, harm] : spoiled) {
    if (sim::ChipOf(path) == chip) {
      Heal(path);
    }
  }
  for (const std::string& path : {sim::ChipLink(chip), sim::ChipDirectory(chip), Node(chip)}) {
    tree_.Remove(path);
  }
  gone_.Add(chip);
}

void WornHost::ReturnChip(int chip) {
  Rewrite(sim::ChipDirectory(chip));
  tree_.Make(kClass, Link(absl::StrCat("neuron", chip),
                          absl::StrCat("../../devices/virtual/neuron_device/neuron", chip)));
  tree_.Write(Node(chip), "");
  gone_.Remove(chip);
}

DeviceIdentity WornHost::IdentityOf(int chip) const {
  struct statx found;
  if (statx(AT_FDCWD, tree_.Path(Node(chip)).c_str(), 0, STATX_TYPE | STATX_INO, &found) != 0) {
    return {};
  }
  return neuron::IdentityOf(found);
}

std::vector<std::string> WornHost::Files() const {
  std::vector<std::string> paths;
  for (const auto& [path, bytes] : files_) {
    const int chip = sim::ChipOf(path);
    if (chip < 0 || !gone_.Contains(chip)) {
      paths.push_back(path);
    }
  }
  return paths;
}

std::string WornHost::Read(const std::string& path) const {
  const auto found = files_.find(path);
  return found != files_.end() ? found->second : "";
}

void WornHost::Write(const std::string& path, absl::string_view bytes) {
  files_[path] = std::string(bytes);
  const int chip = sim::ChipOf(path);
  if (!IsEntangled(path) && (chip < 0 || !gone_.Contains(chip))) {
    tree_.Write(path, bytes);
  }
}

void WornHost::Spoil(const std::string& path, Harm harm, absl::string_view bytes) {
  if (IsEntangled(path)) {
    return;
  }
  spoiled_[path] = harm;
  if (harm == Harm::kGarbled) {
    tree_.Write(path, bytes);
    return;
  }
  tree_.Remove(path);
  const std::string full = tree_.Path(path);
  const int made = harm == Harm::kDirectory ? mkdir(full.c_str(), 0755)
                   : harm == Harm::kLoop    ? symlink(full.c_str(), full.c_str())
                   : harm == Harm::kHangs   ? mkfifo(full.c_str(), 0644)
                                            : 0;
  if (made != 0) {
    std::perror(full.c_str());
    std::abort();
  }
}

void WornHost::Heal(const std::string& path) {
  const auto found = spoiled_.find(path);
  if (found == spoiled_.end()) {
    return;
  }
  const Harm harm = found->second;
  spoiled_.erase(found);
  if (harm == Harm::kHangs) {
    LetGo(path);
  } else if (harm != Harm::kGarbled) {
    tree_.Remove(path);
  }
  Rewrite(path);
}

void WornHost::HealAll() {
  while (!spoiled_.empty()) {
    Heal(std::string(spoiled_.begin()->first));
  }
}

bool WornHost::hangs() const {
  return std::any_of(spoiled_.begin(), spoiled_.end(),
                     [](const auto& each) { return each.second == Harm::kHangs; });
}

bool WornHost::IsEntangled(const std::string& path) const {
  return std::any_of(spoiled_.begin(), spoiled_.end(), [&](const auto& each) {
    return IsBelow(path, each.first) || IsBelow(each.first, path);
  });
}

// First nobody finds it any more, then a writer comes and goes: whoever waits for one reads
// nothing.
void WornHost::LetGo(const std::string& path) {
  tree_.Move(path, "freed");
  const UniqueFd writer(open(tree_.Path("freed").c_str(), O_RDWR | O_CLOEXEC));
  tree_.Remove("freed");
}

void WornHost::Rewrite(const std::string& path) {
  for (auto file = files_.lower_bound(path); file != files_.end(); ++file) {
    if (IsBelow(file->first, path)) {
      tree_.Write(file->first, file->second);
    } else if (!absl::StartsWith(file->first, path)) {
      break;
    }
  }
}

}  // namespace neuron
