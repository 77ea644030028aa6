#include "agent/container/container_source.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "agent/base/pid_namespace.h"
#include "agent/base/status.h"
#include "agent/container/cgroup_path.h"
#include "agent/container/cgroup_tree.h"
#include "agent/container/container_book.h"
#include "agent/container/given_nodes.h"
#include "agent/container/pinned_process.h"
#include "agent/container/proc_cgroups.h"

namespace neuron {
namespace {

using Page = ContainerBook::Page;

// Forgets what was seen of it.
void Doubt(const absl::Status& why, Container* container) {
  container->pid = 0;
  container->start_ticks = 0;
  container->mapped = Reading<ChipSet>::Unknown(why);
  container->privileged = Reading<bool>::Unknown(why);
}

class KernelContainers : public ContainerSource {
 public:
  KernelContainers(std::string proc, std::string cgroup_root)
      : proc_(std::move(proc)), tree_(std::move(cgroup_root)), processes_(proc_) {}

  ContainerScan Scan(const ChipIdentities& chips, const LookTime& now) override {
    is_audit_ = chips != chips_ || now.monotonic - audited_at_ >= kAudit;
    if (is_audit_) {
      chips_ = chips;
      audited_at_ = now.monotonic;
    }
    host_pids_ = CheckHostPids(proc_);
    const absl::Status sight = Find();
    const absl::Status room = book_.Update(finder_->containers(), now);
    for (auto& [id, page] : book_.pages()) {
      Refresh(&page, now);
    }
    ContainerScan scan = book_.Tell(now);
    scan.sight = sight.ok() ? room : sight;
    if (!host_pids_.ok()) {
      scan.sight = host_pids_;
    }
    return scan;
  }

 private:
  absl::Status Find() {
    finder_ = &tree_;
    absl::Status sight = tree_.Look(is_audit_);
    if (absl::IsFailedPrecondition(sight)) {
      finder_ = &processes_;
      sight = processes_.Look(is_audit_);
    }
    return sight;
  }

  void Refresh(Page* page, const LookTime& now) {
    if (page->process.has_value() && page->process->HasEnded()) {
      page->process.reset();
    }
    if (!page->process.has_value()) {
      Meet(page, now);
    } else if (is_audit_ || page->container.privileged.is_unknown() ||
               now.monotonic - page->first_look < kSettling) {
      LookAgain(page, now);
    }
  }

  // Looks for a process of it that can be looked at.
  void Meet(Page* page, const LookTime& now) {
    const std::string id = page->container.id;
    const absl::StatusOr<std::vector<int>> pids = finder_->Processes(id);
    if (pids.ok() && pids->empty() && host_pids_.ok()) {
      book_.NoteEmpty(page, now);
      return;
    }
    book_.NoteRunning(page, now);
    page->container.cgroup = finder_->Cgroup(id);
    absl::Status why = pids.ok() ? host_pids_ : pids.status();
    bool has_hosts = false;
    for (std::size_t i = 0; pids.ok() && i < pids->size() && !page->process.has_value(); ++i) {
      const absl::Status seen = LookAt((*pids)[i], page, now);
      has_hosts |= absl::IsCancelled(seen);
      // What has ended, or is the host's, hides nothing.
      if (why.ok() || absl::IsNotFound(why) || absl::IsCancelled(why)) {
        why = seen;
      }
    }
    if (page->process.has_value()) {
      return;
    }
    Doubt(why, &page->container);
    if (has_hosts && (absl::IsNotFound(why) || absl::IsCancelled(why))) {
      page->container.mapped = Reading<ChipSet>::Absent();
    }
  }

  // OK if it is known now what that process shows; Cancelled if it is the host's.
  absl::Status LookAt(int pid, Page* page, const LookTime& now) {
    absl::StatusOr<PinnedProcess> process = PinnedProcess::Open(proc_, pid);
    if (!process.ok()) {
      return process.status();
    }
    // The number may have come to mean another since it was read.
    const Reading<std::string> owner = ContainerOf(proc_, pid);
    if (owner != Reading<std::string>(page->container.id)) {
      return owner.is_unknown()
                 ? owner.why()
                 : absl::NotFoundError(absl::StrCat("process ", pid, " is not in the container"));
    }
    NEURON_ASSIGN_OR_RETURN(const GivenNodes given, Look(*process, *page, now));
    Write(given, page);
    page->container.pid = process->pid();
    page->container.start_ticks = process->start_ticks();
    page->process = *std::move(process);
    page->first_look = now.monotonic;
    return absl::OkStatus();
  }

  absl::StatusOr<GivenNodes> Look(const PinnedProcess& process, const Page& page,
                                  const LookTime& now) {
    NEURON_ASSIGN_OR_RETURN(GivenNodes given, LookAtNodes(proc_, process, chips_));
    if (given.whose == ProcessOwner::kHosts) {
      return absl::CancelledError(absl::StrCat(process.path(), ": a process of the host"));
    }
    if (given.whose == ProcessOwner::kEntering && now.monotonic - page.seen < kLongestEntry) {
      return absl::UnavailableError(
          absl::StrCat(process.path(), ": its container is being started"));
    }
    return given;
  }

  void LookAgain(Page* page, const LookTime& now) {
    const absl::StatusOr<GivenNodes> given = Look(*page->process, *page, now);
    if (given.ok()) {
      Write(*given, page);
      return;
    }
    page->process.reset();
    Meet(page, now);
  }

  static void Write(const GivenNodes& given, Page* page) {
    page->container.mapped = given.mapped;
    page->container.privileged = given.privileged;
    page->was_understood = true;
  }

  const std::string proc_;
  CgroupTree tree_;
  ProcCgroups processes_;
  ContainerFinder* finder_ = &tree_;
  ContainerBook book_;
  ChipIdentities chips_;
  absl::Duration audited_at_ = -absl::InfiniteDuration();
  bool is_audit_ = false;
  // Whether processes that have no number here can be told from none.
  absl::Status host_pids_;
};

}  // namespace

std::unique_ptr<ContainerSource> MakeContainerSource(std::string proc, std::string cgroup_root) {
  return std::make_unique<KernelContainers>(std::move(proc), std::move(cgroup_root));
}

}  // namespace neuron
