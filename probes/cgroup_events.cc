#include "probes/cgroup_events.h"

#include <bpf/libbpf.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "probes/cgroup_event.h"
#include "probes/cgroup_events.skel.h"
#include "probes/program.h"
#include "probes/ring.h"

namespace neuron {
namespace {

constexpr char kWhat[] = "the cgroup probe";
constexpr char kMadeProgram[] = "raw_tp:cgroup_mkdir";
constexpr char kRemovedProgram[] = "raw_tp:cgroup_rmdir";

class KernelCgroupEvents : public CgroupEvents {
 public:
  explicit KernelCgroupEvents(cgroup_events_bpf* bpf) : bpf_(bpf) {}
  ~KernelCgroupEvents() override {
    ring_.reset();
    cgroup_events_bpf__destroy(bpf_);
  }

  absl::Status Attach(std::size_t ring_bytes) {
    bpf_map__set_max_entries(bpf_->maps.events, static_cast<__u32>(ring_bytes));
    int error = cgroup_events_bpf__load(bpf_);
    if (error == 0) {
      error = cgroup_events_bpf__attach(bpf_);
    }
    if (error != 0) {
      return ProgramError(-error, kWhat);
    }
    NEURON_ASSIGN_OR_RETURN(ring_,
                            Ring::Open(bpf_map__fd(bpf_->maps.events),
                                       [this](absl::string_view bytes) { OnRecord(bytes); }));
    return absl::OkStatus();
  }

  int descriptor() const override { return ring_->descriptor(); }

  absl::Status Drain(const std::function<void(const CgroupEvent&)>& take) override {
    take_ = &take;
    foreign_ = absl::OkStatus();
    NEURON_RETURN_IF_ERROR(ring_->Drain());
    return foreign_;
  }

  std::uint64_t drops() const override { return DropsOf(CGROUP_MADE) + DropsOf(CGROUP_REMOVED); }

  std::vector<ProbeReport> Reports() const override {
    return {Report(kMadeProgram, bpf_->progs.cgroup_made, CGROUP_MADE),
            Report(kRemovedProgram, bpf_->progs.cgroup_removed, CGROUP_REMOVED)};
  }

 private:
  void OnRecord(absl::string_view bytes) {
    const absl::StatusOr<CgroupEvent> event = DecodeCgroupEvent(bytes);
    if (event.ok()) {
      (*take_)(*event);
    } else {
      foreign_ = event.status();
    }
  }

  // The kernel adds to it meanwhile.
  std::uint64_t DropsOf(cgroup_event_kind kind) const {
    return __atomic_load_n(&bpf_->bss->drops[kind], __ATOMIC_RELAXED);
  }

  ProbeReport Report(std::string name, const bpf_program* program, cgroup_event_kind kind) const {
    ProbeReport report = ReportProgram(std::move(name), absl::OkStatus(), program);
    report.drops = DropsOf(kind);
    return report;
  }

  cgroup_events_bpf* const bpf_;
  std::unique_ptr<Ring> ring_;
  // Of the call of Drain that is under way.
  const std::function<void(const CgroupEvent&)>* take_ = nullptr;
  absl::Status foreign_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<CgroupEvents>> CgroupEvents::Load(const Options& options) {
  // What fails is in the status, in one line; libbpf would print pages.
  libbpf_set_print(nullptr);
  cgroup_events_bpf* bpf = cgroup_events_bpf__open();
  if (bpf == nullptr) {
    return ProgramError(errno, kWhat);
  }
  auto events = std::make_unique<KernelCgroupEvents>(bpf);
  NEURON_RETURN_IF_ERROR(events->Attach(options.ring_bytes));
  return events;
}

std::vector<ProbeReport> CgroupEvents::ReportsWithout(const absl::Status& why) {
  return neuron::ReportsWithout(why, {kMadeProgram, kRemovedProgram});
}

absl::StatusOr<CgroupEvent> DecodeCgroupEvent(absl::string_view bytes) {
  cgroup_event_record record;
  if (bytes.size() != sizeof(record)) {
    return absl::DataLossError(absl::StrCat(kWhat, " gave ", bytes.size(), " bytes, no event"));
  }
  std::memcpy(&record, bytes.data(), sizeof(record));
  if (record.kind >= CGROUP_EVENT_KINDS || record.path_length >= CGROUP_PATH_SIZE) {
    return absl::DataLossError(absl::StrCat(kWhat, " gave an event of kind ", record.kind, " with ",
                                            record.path_length, " bytes of path"));
  }
  CgroupEvent event;
  event.kind = record.kind == CGROUP_MADE ? CgroupEvent::Kind::kMade : CgroupEvent::Kind::kRemoved;
  event.at = absl::Nanoseconds(record.at_ns);
  event.cgroup_id = record.cgroup_id;
  event.path.assign(record.path, record.path_length);
  return event;
}

}  // namespace neuron
