#include "probes/driver_copies.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "probes/driver_copies.skel.h"
#include "probes/program.h"

namespace neuron {
namespace {

constexpr char kWhat[] = "the copy probe";
constexpr char kProgram[] = "tracepoint:neuron:dma_memcpy";

// A descriptor of the tracepoint. A program that is attached to it on one processor hears of all.
absl::StatusOr<int> OpenTracepoint(unsigned id) {
  perf_event_attr attributes = {};
  attributes.type = PERF_TYPE_TRACEPOINT;
  attributes.size = sizeof(attributes);
  attributes.config = id;
  const long event = syscall(SYS_perf_event_open, &attributes, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);
  if (event < 0) {
    return ProgramError(errno, kWhat);
  }
  return static_cast<int>(event);
}

class KernelDriverCopies : public DriverCopies {
 public:
  explicit KernelDriverCopies(driver_copies_bpf* bpf) : bpf_(bpf) {}
  ~KernelDriverCopies() override {
    bpf_link__destroy(link_);
    driver_copies_bpf__destroy(bpf_);
  }

  absl::Status Attach(unsigned id, const driver_copy_layout& layout) {
    bpf_->rodata->layout = layout;
    const int error = driver_copies_bpf__load(bpf_);
    if (error != 0) {
      return ProgramError(-error, kWhat);
    }
    NEURON_ASSIGN_OR_RETURN(const int event, OpenTracepoint(id));
    // Which owns the descriptor from then on.
    link_ = bpf_program__attach_perf_event(bpf_->progs.count_copy, event);
    if (link_ == nullptr) {
      const absl::Status failed = ProgramError(errno, kWhat);
      close(event);
      return failed;
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<CoreCopies>> Read() const override {
    std::vector<CoreCopies> cores;
    driver_copy_core core;
    const driver_copy_core* last = nullptr;
    while (bpf_map_get_next_key(sums(), last, &core) == 0) {
      NEURON_ASSIGN_OR_RETURN(const CoreCopies copies, ReadCore(core));
      cores.push_back(copies);
      last = &core;
    }
    if (errno != ENOENT) {
      return ErrnoStatus(errno, absl::StrCat("read ", kWhat));
    }
    std::sort(cores.begin(), cores.end(), [](const CoreCopies& a, const CoreCopies& b) {
      return std::tie(a.chip, a.core) < std::tie(b.chip, b.core);
    });
    return cores;
  }

  std::vector<ProbeReport> Reports() const override {
    ProbeReport report = ReportProgram(kProgram, absl::OkStatus(), bpf_->progs.count_copy);
    // The kernel adds to it meanwhile.
    report.drops = __atomic_load_n(&bpf_->bss->drops, __ATOMIC_RELAXED);
    return {report};
  }

 private:
  int sums() const { return bpf_map__fd(bpf_->maps.sums); }

  absl::StatusOr<CoreCopies> ReadCore(const driver_copy_core& core) const {
    std::vector<driver_copy_sum> sums_of_processors(
        static_cast<std::size_t>(libbpf_num_possible_cpus()));
    if (bpf_map_lookup_elem(sums(), &core, sums_of_processors.data()) != 0) {
      return ErrnoStatus(errno, absl::StrCat("read ", kWhat));
    }
    CoreCopies copies;
    copies.chip = core.device_index;
    copies.core = core.nc_id;
    for (const driver_copy_sum& sum : sums_of_processors) {
      copies.bytes += sum.bytes;
      copies.copies += sum.copies;
    }
    return copies;
  }

  driver_copies_bpf* const bpf_;
  bpf_link* link_ = nullptr;
};

}  // namespace

absl::StatusOr<std::unique_ptr<DriverCopies>> DriverCopies::Load(const std::string& tracefs) {
  const std::string path = absl::StrCat(tracefs, "/events/neuron/dma_memcpy/format");
  NEURON_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  NEURON_ASSIGN_OR_RETURN(const TraceFormat format, ParseTraceFormat(text));
  NEURON_ASSIGN_OR_RETURN(const driver_copy_layout layout, LayoutOfCopies(format));
  // What fails is in the status, in one line; libbpf would print pages.
  libbpf_set_print(nullptr);
  driver_copies_bpf* bpf = driver_copies_bpf__open();
  if (bpf == nullptr) {
    return ProgramError(errno, kWhat);
  }
  auto copies = std::make_unique<KernelDriverCopies>(bpf);
  NEURON_RETURN_IF_ERROR(copies->Attach(format.id, layout));
  return copies;
}

std::vector<ProbeReport> DriverCopies::ReportsWithout(const absl::Status& why) {
  return neuron::ReportsWithout(why, {kProgram});
}

absl::StatusOr<driver_copy_layout> LayoutOfCopies(const TraceFormat& format) {
  driver_copy_layout layout = {};
  NEURON_ASSIGN_OR_RETURN(layout.device_index, format.OffsetOf("device_index", sizeof(__u32)));
  NEURON_ASSIGN_OR_RETURN(layout.nc_id, format.OffsetOf("nc_id", sizeof(__u32)));
  NEURON_ASSIGN_OR_RETURN(layout.size, format.OffsetOf("size", sizeof(__u32)));
  return layout;
}

}  // namespace neuron
