#include "probes/device_calls.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "probes/device_calls.skel.h"
#include "probes/program.h"

namespace neuron {
namespace {

constexpr char kWhat[] = "the syscall probe";
constexpr char kEnterProgram[] = "tp_btf:sys_enter";
constexpr char kLeaveProgram[] = "tp_btf:sys_exit";

constexpr device_majors kNoMajors = {1, 0};

// A range that has those of all devices of this kind.
device_majors MajorsOf(const std::vector<DeviceCalls::Device>& devices, device_kind kind) {
  device_majors majors = {UINT32_MAX, 0};
  for (const DeviceCalls::Device& device : devices) {
    if ((device.key.inode == 0) == (kind == DEVICE_KIND_CHARACTER)) {
      majors.lowest = std::min(majors.lowest, device.key.major);
      majors.highest = std::max(majors.highest, device.key.major);
    }
  }
  return majors.lowest <= majors.highest ? majors : kNoMajors;
}

class KernelDeviceCalls : public DeviceCalls {
 public:
  explicit KernelDeviceCalls(device_calls_bpf* bpf) : bpf_(bpf) {}
  ~KernelDeviceCalls() override { device_calls_bpf__destroy(bpf_); }

  absl::Status SetDevices(const std::vector<Device>& devices) override {
    for (const Device& device : devices) {
      if (device.chip >= kMaxChips) {
        return absl::InvalidArgumentError(
            absl::StrCat("chip ", device.chip, ": ", kWhat, " counts those below ", kMaxChips));
      }
    }
    Forget();
    return Learn(devices);
  }

  absl::StatusOr<std::vector<ChipCalls>> Read() const override {
    std::vector<ChipCalls> chips;
    for (const unsigned chip : chips_) {
      ChipCalls calls;
      calls.chip = chip;
      NEURON_ASSIGN_OR_RETURN(calls.open, ReadRow(chip, DEVICE_CALL_OPEN));
      NEURON_ASSIGN_OR_RETURN(calls.close, ReadRow(chip, DEVICE_CALL_CLOSE));
      NEURON_ASSIGN_OR_RETURN(calls.ioctl, ReadRow(chip, DEVICE_CALL_IOCTL));
      chips.push_back(calls);
    }
    return chips;
  }

  std::vector<ProbeReport> Reports() const override {
    std::vector<ProbeReport> reports = {
        ReportProgram(kEnterProgram, absl::OkStatus(), bpf_->progs.enter_call),
        ReportProgram(kLeaveProgram, absl::OkStatus(), bpf_->progs.leave_call)};
    // The kernel adds to it meanwhile.
    reports[0].drops = __atomic_load_n(&bpf_->bss->displaced, __ATOMIC_RELAXED);
    return reports;
  }

 private:
  void Forget() {
    for (const descriptor_key& key : keys_) {
      bpf_map_delete_elem(bpf_map__fd(bpf_->maps.chips), &key);
    }
    keys_.clear();
    chips_.clear();
  }

  absl::Status Learn(const std::vector<Device>& devices) {
    for (const device_kind kind : {DEVICE_KIND_CHARACTER, DEVICE_KIND_REGULAR}) {
      bpf_->data->majors[kind] = MajorsOf(devices, kind);
    }
    for (const Device& device : devices) {
      const __u32 chip = device.chip;
      if (bpf_map_update_elem(bpf_map__fd(bpf_->maps.chips), &device.key, &chip, BPF_NOEXIST) !=
          0) {
        return ErrnoStatus(errno, absl::StrCat("tell ", kWhat, " what to count"));
      }
      keys_.push_back(device.key);
      chips_.insert(device.chip);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<CallCounts> ReadRow(unsigned chip, device_call call) const {
    const __u32 row = DEVICE_CALL_ROW(chip, call);
    std::vector<device_call_counts> processors(
        static_cast<std::size_t>(libbpf_num_possible_cpus()));
    if (bpf_map_lookup_elem(bpf_map__fd(bpf_->maps.rows), &row, processors.data()) != 0) {
      return ErrnoStatus(errno, absl::StrCat("read ", kWhat));
    }
    return SumDeviceCalls(call, processors);
  }

  device_calls_bpf* const bpf_;
  std::vector<descriptor_key> keys_;
  std::set<unsigned> chips_;
};

absl::StatusOr<std::unique_ptr<DeviceCalls>> LoadPrograms(bool reads_in_place) {
  // What fails is in the status, in one line; libbpf would print pages.
  libbpf_set_print(nullptr);
  device_calls_bpf* bpf = device_calls_bpf__open();
  if (bpf == nullptr) {
    return ProgramError(errno, kWhat);
  }
  auto calls = std::make_unique<KernelDeviceCalls>(bpf);
  bpf->rodata->reads_in_place = reads_in_place;
  int error = device_calls_bpf__load(bpf);
  if (error == 0) {
    error = device_calls_bpf__attach(bpf);
  }
  if (error != 0) {
    return ProgramError(-error, kWhat);
  }
  return calls;
}

}  // namespace

absl::StatusOr<std::unique_ptr<DeviceCalls>> DeviceCalls::Load() {
  auto calls = LoadPrograms(true);
  return calls.ok() ? std::move(calls) : LoadPrograms(false);
}

std::vector<ProbeReport> DeviceCalls::ReportsWithout(const absl::Status& why) {
  return neuron::ReportsWithout(why, {kEnterProgram, kLeaveProgram});
}

CallCounts SumDeviceCalls(device_call call, const std::vector<device_call_counts>& processors) {
  CallCounts sum;
  std::uint64_t errors = 0;
  for (const device_call_counts& counts : processors) {
    errors += counts.errors;
    for (std::size_t i = 0; i < sum.latencies.size(); ++i) {
      sum.latencies[i] += counts.latencies[i];
      sum.calls += counts.latencies[i];
    }
  }
  if (call != DEVICE_CALL_OPEN) {
    sum.errors = errors;
  }
  return sum;
}

}  // namespace neuron
