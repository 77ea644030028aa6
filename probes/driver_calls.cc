#include "probes/driver_calls.h"

#include <bpf/libbpf.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "probes/driver_calls.skel.h"
#include "probes/module_functions.h"
#include "probes/program.h"
#include "probes/ring.h"

namespace neuron {
namespace {

constexpr char kWhat[] = "the driver probes";

constexpr std::array<const char*, DRIVER_FUNCTIONS> kNames = {
    "ncdev_open", "npid_attach", "ncdev_flush", "npid_detach", "ncdev_release", "nr_start_ncs"};

// Which loading of the module it is: its directory gets a new inode each time. Not set while there
// is none.
absl::optional<std::uint64_t> LoadingOf(const std::string& module) {
  struct statx found;
  if (statx(AT_FDCWD, module.c_str(), 0, STATX_INO, &found) != 0) {
    return absl::nullopt;
  }
  return found.stx_ino;
}

// By function.
using Programs = std::array<const bpf_program*, DRIVER_FUNCTIONS>;

Programs ProgramsOf(const driver_calls_bpf* bpf) {
  const auto& all = bpf->progs;
  return {all.on_open, all.on_attach, all.on_flush, all.on_detach, all.on_release, all.on_reset};
}

// How the program of a function is attached to it.
struct Attachment {
  bpf_link* link = nullptr;
  absl::Status status;
};

class KernelDriverCalls : public DriverCalls {
 public:
  KernelDriverCalls(const Options& options, driver_calls_bpf* bpf)
      : options_(options), bpf_(bpf), programs_(ProgramsOf(bpf)) {
    Detach();
  }
  ~KernelDriverCalls() override {
    Detach();
    ring_.reset();
    driver_calls_bpf__destroy(bpf_);
  }

  absl::Status LoadPrograms() {
    bpf_map__set_max_entries(bpf_->maps.calls, static_cast<__u32>(options_.ring_bytes));
    const int error = driver_calls_bpf__load(bpf_);
    if (error != 0) {
      return ProgramError(-error, kWhat);
    }
    NEURON_ASSIGN_OR_RETURN(ring_,
                            Ring::Open(bpf_map__fd(bpf_->maps.calls),
                                       [this](absl::string_view bytes) { OnRecord(bytes); }));
    return absl::OkStatus();
  }

  bool IsOutdated() const override { return LoadingOf(options_.module) != attached_to_; }

  void Reattach() override {
    const absl::optional<std::uint64_t> loading = LoadingOf(options_.module);
    if (loading == attached_to_) {
      return;
    }
    attached_to_ = loading;
    Detach();
    if (loading.has_value()) {
      Attach();
    }
  }

  bool Hears(driver_function function) const override {
    return attachments_[function].link != nullptr;
  }

  int descriptor() const override { return ring_->descriptor(); }

  absl::Status Drain(const std::function<void(const DriverCall&)>& take) override {
    take_ = &take;
    foreign_ = absl::OkStatus();
    NEURON_RETURN_IF_ERROR(ring_->Drain());
    return foreign_;
  }

  std::uint64_t drops() const override {
    std::uint64_t all = 0;
    for (int i = 0; i < DRIVER_FUNCTIONS; ++i) {
      all += DropsOf(static_cast<driver_function>(i));
    }
    return all;
  }

  std::vector<ProbeReport> Reports() const override {
    std::vector<ProbeReport> reports;
    for (int i = 0; i < DRIVER_FUNCTIONS; ++i) {
      const auto function = static_cast<driver_function>(i);
      reports.push_back(
          ReportProgram(DriverProbeName(function), attachments_[i].status, programs_[i]));
      reports.back().drops = DropsOf(function);
    }
    return reports;
  }

 private:
  void Detach() {
    for (Attachment& attachment : attachments_) {
      bpf_link__destroy(std::exchange(attachment.link, nullptr));
      attachment.status =
          absl::NotFoundError(absl::StrCat(options_.module, ": the driver is not loaded"));
    }
  }

  void Attach() {
    const absl::StatusOr<std::set<std::string>> present =
        FunctionsOnlyOf("neuron", {kNames.begin(), kNames.end()}, options_.kallsyms);
    for (int i = 0; i < DRIVER_FUNCTIONS; ++i) {
      attachments_[i].status = present.status();
      if (present.ok()) {
        AttachIf(present->count(kNames[i]) != 0, i);
      }
    }
  }

  void AttachIf(bool present, int function) {
    const char* name = kNames[function];
    Attachment& attachment = attachments_[function];
    if (!present) {
      attachment.status = absl::NotFoundError(
          absl::StrCat(options_.kallsyms, ": this driver has no function ", name));
      return;
    }
    attachment.link = bpf_program__attach_kprobe(programs_[function], /*retprobe=*/false, name);
    if (attachment.link == nullptr) {
      attachment.status = ProgramError(errno, absl::StrCat("the probe of ", name));
    }
  }

  void OnRecord(absl::string_view bytes) {
    const absl::StatusOr<DriverCall> call = DecodeDriverCall(bytes);
    if (call.ok()) {
      (*take_)(*call);
    } else {
      foreign_ = call.status();
    }
  }

  // The kernel adds to it meanwhile.
  std::uint64_t DropsOf(driver_function function) const {
    return __atomic_load_n(&bpf_->bss->drops[function], __ATOMIC_RELAXED);
  }

  const Options options_;
  driver_calls_bpf* const bpf_;
  const Programs programs_;
  std::array<Attachment, DRIVER_FUNCTIONS> attachments_;
  std::unique_ptr<Ring> ring_;
  absl::optional<std::uint64_t> attached_to_;
  // Of the call of Drain that is under way.
  const std::function<void(const DriverCall&)>* take_ = nullptr;
  absl::Status foreign_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<DriverCalls>> DriverCalls::Load(const Options& options) {
  // What fails is in the status, in one line; libbpf would print pages.
  libbpf_set_print(nullptr);
  driver_calls_bpf* bpf = driver_calls_bpf__open();
  if (bpf == nullptr) {
    return ProgramError(errno, kWhat);
  }
  auto calls = std::make_unique<KernelDriverCalls>(options, bpf);
  NEURON_RETURN_IF_ERROR(calls->LoadPrograms());
  return calls;
}

std::vector<ProbeReport> DriverCalls::ReportsWithout(const absl::Status& why) {
  std::vector<std::string> names;
  for (int i = 0; i < DRIVER_FUNCTIONS; ++i) {
    names.push_back(DriverProbeName(static_cast<driver_function>(i)));
  }
  return neuron::ReportsWithout(why, std::move(names));
}

std::string DriverProbeName(driver_function function) {
  return absl::StrCat("kprobe:", kNames[function]);
}

absl::StatusOr<DriverCall> DecodeDriverCall(absl::string_view bytes) {
  driver_call_record record;
  if (bytes.size() != sizeof(record)) {
    return absl::DataLossError(absl::StrCat(kWhat, " gave ", bytes.size(), " bytes, no call"));
  }
  std::memcpy(&record, bytes.data(), sizeof(record));
  if (record.function >= DRIVER_FUNCTIONS || record.has_node > 1) {
    return absl::DataLossError(absl::StrCat(kWhat, " gave a call of function ", record.function,
                                            " with ", record.has_node, " nodes"));
  }
  DriverCall call;
  call.function = static_cast<driver_function>(record.function);
  call.at = absl::Nanoseconds(record.at_ns);
  call.pid = static_cast<int>(record.tgid);
  if (record.has_node == 1) {
    call.node = DriverCall::Node{record.major, record.minor};
  }
  return call;
}

}  // namespace neuron
