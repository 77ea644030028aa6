#include "agent/edge/watch_set.h"

#include <sys/inotify.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace neuron {

void WatchSet::Put(int place, const WatchedNodes& nodes) {
  Discard(nodes);
  places_[place] = nodes;
}

void WatchSet::Doubt(int place, const absl::Status& why) { places_[place].status = why; }

void WatchSet::Discard(const WatchedNodes& nodes) {
  for (const auto& [watch, chip] : nodes.watches) {
    in_kernel_.insert(watch);
  }
}

void WatchSet::Retain(const std::set<int>& places) {
  for (auto place = places_.begin(); place != places_.end();) {
    place = places.count(place->first) == 0 ? places_.erase(place) : std::next(place);
  }
}

void WatchSet::Forget(int watch) {
  for (auto& [place, nodes] : places_) {
    nodes.watches.erase(watch);
  }
  before_.erase(watch);
  in_kernel_.erase(watch);
}

bool WatchSet::HasGrown() {
  std::set<int> now;
  for (const auto& [place, nodes] : places_) {
    for (const auto& [watch, chip] : nodes.watches) {
      now.insert(watch);
    }
  }
  before_.swap(now);
  return !std::includes(now.begin(), now.end(), before_.begin(), before_.end());
}

void WatchSet::RemoveOthers(const UniqueFd& inotify) {
  for (auto watch = in_kernel_.begin(); watch != in_kernel_.end();) {
    if (ChipOf(*watch).has_value()) {
      ++watch;
    } else {
      inotify_rm_watch(inotify.get(), *watch);
      watch = in_kernel_.erase(watch);
    }
  }
}

absl::optional<int> WatchSet::ChipOf(int watch) const {
  for (const auto& [place, nodes] : places_) {
    const auto found = nodes.watches.find(watch);
    if (found != nodes.watches.end()) {
      return found->second;
    }
  }
  return absl::nullopt;
}

absl::Status WatchSet::status() const {
  absl::Status first;
  for (const auto& [place, nodes] : places_) {
    first.Update(nodes.status);
  }
  return first;
}

}  // namespace neuron
