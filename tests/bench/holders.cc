// holders: finds who has certain device nodes, each time that it is asked to.
//
//   holders NODE...
//
// Reads lines from its input: "kernel" has the kernel walk all descriptors, "proc" looks through
// /proc, and "source" does what the daemon does: the walk, and what it tells of each holder
// besides. Answers each with a line of JSON: how long it took, and the holders' pids.

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "agent/base/status.h"
#include "agent/workload/holder_source.h"
#include "agent/workload/kernel_scan.h"
#include "agent/workload/proc_scan.h"

namespace {

constexpr char kProc[] = "/proc";

using Way = std::function<neuron::HolderScan()>;

absl::StatusOr<neuron::ChipIdentities> IdentitiesOf(int count, const char* const* nodes) {
  neuron::ChipIdentities chips;
  for (int chip = 0; chip < count; ++chip) {
    struct statx found;
    if (statx(AT_FDCWD, nodes[chip], 0, STATX_TYPE | STATX_INO, &found) != 0) {
      return neuron::ErrnoStatus(errno, nodes[chip]);
    }
    chips[neuron::IdentityOf(found)] = chip;
  }
  return chips;
}

std::map<std::string, Way> MakeWays(neuron::DescriptorWalk* walk, neuron::HolderSource* source,
                                    const neuron::ChipIdentities& chips) {
  return {
      {"kernel", [=] { return neuron::ScanKernel(walk, chips, absl::Now()).value(); }},
      {"proc", [=] { return neuron::ScanProc(kProc, chips, absl::Now()); }},
      {"source",
       [=] {
         return source->Scan(chips, {absl::Now(), absl::ZeroDuration()});
       }},
  };
}

void Answer(const Way& look) {
  const auto begin = std::chrono::steady_clock::now();
  const neuron::HolderScan scan = look();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  const auto pid = [](std::string* out, const neuron::Holder& holder) {
    absl::StrAppend(out, holder.pid);
  };
  std::printf("{\"seconds\": %.9f, \"pids\": [%s]}\n", took.count(),
              absl::StrJoin(scan.holders, ", ", pid).c_str());
  std::fflush(stdout);
}

int Fail(const absl::Status& why) {
  std::fprintf(stderr, "holders: %s\n", std::string(why.message()).c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: holders NODE...\n", stderr);
    return 2;
  }
  const auto chips = IdentitiesOf(argc - 1, argv + 1);
  if (!chips.ok()) {
    return Fail(chips.status());
  }
  auto walk = neuron::DescriptorWalk::Load();
  if (!walk.ok()) {
    return Fail(walk.status());
  }
  const auto source = neuron::MakeHolderSource(kProc, neuron::DescriptorWalk::Load());
  const std::map<std::string, Way> ways = MakeWays(walk->get(), source.get(), *chips);
  for (std::string name; std::getline(std::cin, name);) {
    const auto way = ways.find(name);
    if (way == ways.end()) {
      return Fail(absl::InvalidArgumentError(absl::StrCat("no way to look is called ", name)));
    }
    Answer(way->second);
  }
  return 0;
}
