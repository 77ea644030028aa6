#include "agent/container/container_book.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

ContainerBook::Page MakePage(const std::string& id, const std::string& task_id,
                             const LookTime& now) {
  ContainerBook::Page page;
  page.seen = now.monotonic;
  Container& container = page.container;
  container.id = id;
  container.task_id = task_id;
  container.seen_at = now.wall;
  const absl::Status why =
      absl::UnavailableError(absl::StrCat("container ", id, " has not been looked at yet"));
  container.mapped = Reading<ChipSet>::Unknown(why);
  container.privileged = Reading<bool>::Unknown(why);
  return page;
}

bool IsStarting(const ContainerBook::Page& page, const LookTime& now) {
  const absl::Status& why = page.container.mapped.why();
  return (absl::IsUnavailable(why) || absl::IsNotFound(why)) && !page.was_understood &&
         now.monotonic - page.seen < ContainerBook::kStarting;
}

}  // namespace

absl::Status ContainerBook::Update(const std::map<std::string, std::string>& present,
                                   const LookTime& now) {
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
      pages_[id] = MakePage(id, task_id, now);
    } else {
      ++left_out;
    }
  }
  return left_out == 0 ? absl::OkStatus()
                       : absl::ResourceExhaustedError(absl::StrCat(
                             left_out, " containers left out: more than ", kMostContainers));
}

void ContainerBook::NoteRunning(Page* page, const LookTime& now) {
  if (page->is_over) {
    *page = MakePage(page->container.id, page->container.task_id, now);
  }
  if (!page->has_run) {
    page->has_run = true;
    const std::string& id = page->container.id;
    gone_.erase(std::remove_if(gone_.begin(), gone_.end(),
                               [&](const Tombstone& gone) { return gone.container.id == id; }),
                gone_.end());
  }
}

void ContainerBook::NoteEmpty(Page* page, const LookTime& now) {
  const bool over = page->has_run || now.monotonic - page->seen >= kPatience;
  if (over && !page->is_over) {
    Bury(*page, now);
    page->is_over = true;
  }
}

ContainerScan ContainerBook::Tell(const LookTime& now) {
  while (!gone_.empty() && now.monotonic - gone_.back().gone > kTombstoneAge) {
    gone_.pop_back();
  }
  ContainerScan scan;
  scan.taken_at = now.wall;
  scan.began = now.monotonic;
  scan.containers.reserve(pages_.size());
  for (const auto& [id, page] : pages_) {
    if (page.is_over) {
      continue;
    }
    scan.containers.push_back(page.container);
    if (IsStarting(page, now)) {
      scan.containers.back().mapped = Reading<ChipSet>::Absent();
    }
  }
  for (const Tombstone& tombstone : gone_) {
    scan.gone.push_back(tombstone.container);
    scan.gone.back().gone_for = now.monotonic - tombstone.gone;
  }
  return scan;
}

void ContainerBook::Bury(const Page& page, const LookTime& now) {
  if (!page.has_run) {
    return;
  }
  gone_.push_front({page.container, now.monotonic});
  Container& container = gone_.front().container;
  container.gone_at = now.wall;
  container.pid = 0;
  container.start_ticks = 0;
  if (gone_.size() > kMostTombstones) {
    gone_.pop_back();
  }
}

}  // namespace neuron
