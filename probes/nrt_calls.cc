#include "probes/nrt_calls.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "probes/nrt_calls.skel.h"
#include "probes/nrt_probes.h"
#include "probes/nrt_rows.h"
#include "probes/program.h"

namespace neuron {
namespace {

class FollowedProcess : public NrtCalls::Process {
 public:
  FollowedProcess(int map, __u32 pid, NrtRows* rows, NrtRows::Ticket ticket)
      : map_(map), pid_(pid), rows_(rows), ticket_(ticket) {}
  ~FollowedProcess() override {
    bpf_map_delete_elem(map_, &pid_);
    rows_->Release(ticket_);
  }

  absl::Status Tell(std::uint64_t start_ticks, std::uint64_t libraries) {
    const nrt_process process = {start_ticks, libraries, ticket_, 0};
    if (bpf_map_update_elem(map_, &pid_, &process, BPF_ANY) != 0) {
      return ErrnoStatus(errno, absl::StrCat("follow process ", pid_, " into libnrt"));
    }
    return absl::OkStatus();
  }

  nrt_row Read() const override { return rows_->Sum(ticket_); }

 private:
  const int map_;
  const __u32 pid_;
  NrtRows* const rows_;
  const NrtRows::Ticket ticket_;
};

class ProbedLibrary : public NrtCalls::Library {
 public:
  ProbedLibrary(NrtProbes* probes, std::uint64_t* taken, int number, NrtProbes::Links links)
      : probes_(probes), taken_(taken), number_(number), links_(std::move(links)) {}
  ~ProbedLibrary() override {
    *taken_ &= ~bit();
    probes_->TakeOut(std::move(links_));
  }

  std::uint64_t bit() const { return std::uint64_t{1} << number_; }

 private:
  NrtProbes* const probes_;
  std::uint64_t* const taken_;
  const int number_;
  NrtProbes::Links links_;
};

class KernelCalls : public NrtCalls {
 public:
  explicit KernelCalls(nrt_calls_bpf* bpf) : bpf_(bpf) {}
  ~KernelCalls() override { nrt_calls_bpf__destroy(bpf_); }

  absl::Status Prepare() {
    const int cpus = libbpf_num_possible_cpus();
    if (cpus < 1) {
      return ErrnoStatus(-cpus, "count the CPUs");
    }
    bpf_->rodata->cpu_count = static_cast<__u32>(cpus);
    const auto rows = static_cast<__u32>(kMaxProcesses) * bpf_->rodata->cpu_count;
    int error = bpf_map__set_max_entries(bpf_->maps.rows, rows);
    if (error == 0) {
      error = nrt_calls_bpf__load(bpf_);
    }
    if (error != 0) {
      return ProgramError(-error, "the probes on libnrt");
    }
    probes_ = std::make_unique<NrtProbes>(*bpf_->obj);
    return rows_.Map(bpf_map__fd(bpf_->maps.rows), static_cast<std::size_t>(cpus));
  }

  absl::StatusOr<std::unique_ptr<Library>> Attach(const std::string& path) override {
    int number = 0;
    while (number < static_cast<int>(kMaxLibraries) && (libraries_ >> number & 1) != 0) {
      ++number;
    }
    if (number == kMaxLibraries) {
      return absl::ResourceExhaustedError(absl::StrCat(
          "put no probes into ", path, ": ", kMaxLibraries, " other copies of libnrt have them"));
    }
    NEURON_ASSIGN_OR_RETURN(NrtProbes::Links links, probes_->PutInto(path, number));
    libraries_ |= std::uint64_t{1} << number;
    return std::make_unique<ProbedLibrary>(probes_.get(), &libraries_, number, std::move(links));
  }

  absl::StatusOr<std::unique_ptr<Process>> Follow(
      int pid, std::uint64_t start_ticks, const std::vector<const Library*>& libraries) override {
    NEURON_ASSIGN_OR_RETURN(const NrtRows::Ticket ticket, rows_.Take());
    auto process = std::make_unique<FollowedProcess>(bpf_map__fd(bpf_->maps.processes),
                                                     static_cast<__u32>(pid), &rows_, ticket);
    std::uint64_t bits = 0;
    for (const Library* library : libraries) {
      bits |= static_cast<const ProbedLibrary*>(library)->bit();
    }
    NEURON_RETURN_IF_ERROR(process->Tell(start_ticks, bits));
    return process;
  }

  std::vector<ProbeReport> Reports() const override { return probes_->Reports(); }

 private:
  nrt_calls_bpf* const bpf_;
  NrtRows rows_;
  std::unique_ptr<NrtProbes> probes_;
  // A bit for each number that is taken.
  std::uint64_t libraries_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<NrtCalls>> NrtCalls::Load() {
  // What fails is in the status, in one line; libbpf would print pages.
  libbpf_set_print(nullptr);
  nrt_calls_bpf* bpf = nrt_calls_bpf__open();
  if (bpf == nullptr) {
    return ProgramError(errno, "the probes on libnrt");
  }
  auto calls = std::make_unique<KernelCalls>(bpf);
  NEURON_RETURN_IF_ERROR(calls->Prepare());
  return calls;
}

}  // namespace neuron
