#include "agent/capture/host_capture.h"

#include <sys/utsname.h>

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "agent/base/file.h"
#include "agent/capture/patient_recorder.h"
#include "agent/capture/scrub.h"
#include "agent/device/enumerator.h"
#include "agent/device/kernel_log.h"
#include "agent/device/pci_function.h"

namespace neuron {
namespace {

std::string RecordDriver(const CapturePlan& plan, PatientRecorder* recording) {
  const std::string text = recording->Record({"class/neuron_device", "module/neuron"});
  const absl::StatusOr<std::vector<int>> chips = ListChips(plan.host);
  if (!chips.ok()) {
    recording->AddGap(std::string(chips.status().message()));
    return text;
  }
  std::vector<std::vector<std::string>> directories;
  for (const int chip : *chips) {
    directories.push_back({absl::StrCat("devices/virtual/neuron_device/neuron", chip)});
  }
  return text + recording->RecordAll(directories);
}

// "devices/pci0000:00/0000:00:1e.0" for a link "../../../devices/pci0000:00/0000:00:1e.0".
std::string BelowRoot(absl::string_view target) {
  while (absl::StartsWith(target, "../")) {
    target.remove_prefix(3);
  }
  return std::string(target);
}

std::string RecordPci(const CapturePlan& plan, PatientRecorder* recording) {
  std::vector<std::string> paths = {"bus/pci/drivers/neuron-driver"};
  const absl::StatusOr<std::vector<PciFunction>> functions = ListPciFunctions(plan.host);
  if (!functions.ok()) {
    recording->AddGap(std::string(functions.status().message()));
    return recording->Record(paths);
  }
  for (const PciFunction& function : *functions) {
    const std::string link = absl::StrCat("bus/pci/devices/", ToString(function.address));
    paths.push_back(link);
    const absl::StatusOr<std::string> target = ReadLink(absl::StrCat(plan.host.sysfs, "/", link));
    if (target.ok()) {
      paths.push_back(BelowRoot(*target));
    }
  }
  return recording->Record(paths);
}

std::string RecordMachine(PatientRecorder* recording) {
  return recording->Record({"class/dmi/id/product_name", "class/dmi/id/sys_vendor"});
}

std::string OrGap(absl::StatusOr<std::string> text, PatientRecorder* recording) {
  if (!text.ok()) {
    recording->AddGap(std::string(text.status().message()));
    return "";
  }
  return *std::move(text);
}

// The driver's lines; libnrt speaks through the kernel, too.
std::string DriversLines(absl::string_view log) {
  std::string lines;
  for (const absl::string_view line : absl::StrSplit(log, '\n')) {
    if (absl::StrContains(absl::AsciiStrToLower(line), "neuron")) {
      absl::StrAppend(&lines, ScrubLog(line), "\n");
    }
  }
  return lines;
}

std::string Manifest(const CapturePlan& plan, absl::Time now,
                     const std::vector<std::string>& gaps) {
  struct utsname kernel = {};
  uname(&kernel);
  std::string text =
      absl::StrCat("format: neuron-capture-1\nmade_by: ", plan.program,
                   "\ntaken_at: ", absl::FormatTime(now, absl::UTCTimeZone()),
                   "\nkernel: ", kernel.release, "\nmachine: ", kernel.machine, "\n");
  for (const std::string& gap : gaps) {
    absl::StrAppend(&text, "gap: ", Scrub(gap), "\n");
  }
  return text;
}

}  // namespace

HostCapture CaptureHost(const CapturePlan& plan, absl::Time now) {
  constexpr std::size_t kBookLimit = 64 * 1024;
  PatientRecorder recording(plan.host.sysfs, plan.patience, CapturePlan::kLimit * plan.patience);
  HostCapture capture;
  // Before the chips, which may use up the time.
  std::string pci = RecordPci(plan, &recording);
  std::string machine = RecordMachine(&recording);
  capture.members = {
      {"manifest.txt", ""},
      {"sysfs.txt", RecordDriver(plan, &recording)},
      {"pci.txt", std::move(pci)},
      {"machine.txt", std::move(machine)},
      {"proc-devices.txt", OrGap(ReadFile(plan.host.proc_devices, kBookLimit), &recording)},
      {"answers.txt", OrGap(ReadFile(plan.answer_book, kBookLimit), &recording)},
      {"log.txt", DriversLines(OrGap(ReadKernelLog(plan.host.kmsg), &recording))},
  };
  capture.gaps = recording.TakeGaps();
  capture.members.front().content = Manifest(plan, now, capture.gaps);
  return capture;
}

}  // namespace neuron
