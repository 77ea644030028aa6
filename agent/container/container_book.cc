#include "agent/container/container_book.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

Container MakeContainer(const std::string& id, const std::string& task_id, absl::Time now) {
  Container container;
  container.id = id;
  container.task_id = task_id;
  container.seen_at = now;
  const absl::Status why =
      absl::UnavailableError(absl::StrCat("container ", id, " has not been looked at yet"));
  container.mapped = Reading<ChipSet>::Unknown(why);
  container.privileged = Reading<bool>::Unknown(why);
  return container;
}

bool IsStarting(const Container& container, absl::Time now) {
  const absl::Duration age = now - container.seen_at;
  const absl::Status& why = container.mapped.why();
  return (absl::IsUnavailable(why) || absl::IsNotFound(why)) && age >= absl::ZeroDuration() &&
         age < ContainerBook::kStarting;
}

}  // namespace

absl::Status ContainerBook::Update(const std::map<std::string, std::string>& present,
                                   absl::Time now) {
  for (auto page = pages_.begin(); page != pages_.end();) {
    const bool is_there = present.count(page->first) != 0;
    if (!is_there && !page->second.is_over) {
      Bury(page->second, now);
    }
    page = is_there ? std::next(page) : pages_.erase(page);
  }
  std::size_t left_out = 0;
  for (const auto& [id, task_id] : present) {
    if (pages_.count(id) != 0) {
      continue;
    }
    if (pages_.size() < kMostContainers) {
      pages_[id].container = MakeContainer(id, task_id, now);
    } else {
      ++left_out;
    }
  }
  return left_out == 0 ? absl::OkStatus()
                       : absl::ResourceExhaustedError(absl::StrCat(
                             left_out, " containers left out: more than ", kMostContainers));
}

void ContainerBook::NoteRunning(Page* page, absl::Time now) {
  if (page->is_over) {
    Page anew;
    anew.container = MakeContainer(page->container.id, page->container.task_id, now);
    *page = std::move(anew);
  }
  if (!page->has_run) {
    page->has_run = true;
    const std::string& id = page->container.id;
    gone_.erase(std::remove_if(gone_.begin(), gone_.end(),
                               [&](const Container& gone) { return gone.id == id; }),
                gone_.end());
  }
}

void ContainerBook::NoteEmpty(Page* page, absl::Time now) {
  const bool over = page->has_run || now - page->container.seen_at >= kPatience;
  if (over && !page->is_over) {
    Bury(*page, now);
    page->is_over = true;
  }
}

ContainerScan ContainerBook::Tell(absl::Time now) {
  while (!gone_.empty() && now - gone_.back().gone_at > kTombstoneAge) {
    gone_.pop_back();
  }
  ContainerScan scan;
  scan.taken_at = now;
  scan.containers.reserve(pages_.size());
  for (const auto& [id, page] : pages_) {
    if (page.is_over) {
      continue;
    }
    scan.containers.push_back(page.container);
    if (IsStarting(page.container, now)) {
      scan.containers.back().mapped = Reading<ChipSet>::Absent();
    }
  }
  scan.gone.assign(gone_.begin(), gone_.end());
  return scan;
}

void ContainerBook::Bury(const Page& page, absl::Time now) {
  if (!page.has_run) {
    return;
  }
  gone_.push_front(page.container);
  gone_.front().gone_at = now;
  gone_.front().pid = 0;
  gone_.front().start_ticks = 0;
  if (gone_.size() > kMostTombstones) {
    gone_.pop_back();
  }
}

}  // namespace neuron
