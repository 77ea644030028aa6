#include "agent/execution/probed_libraries.h"

#include <iterator>

namespace neuron {

absl::StatusOr<const NrtCalls::Library*> ProbedLibraries::Find(const MappedRuntime& runtime,
                                                               const std::string& path) {
  const Key key = KeyOf(runtime);
  auto found = libraries_.find(key);
  // What failed for another reason than the file itself may succeed now.
  if (found != libraries_.end() && !found->second.ok() &&
      !absl::IsNotFound(found->second.status())) {
    libraries_.erase(found);
    found = libraries_.end();
  }
  if (found == libraries_.end()) {
    found = libraries_.emplace(key, calls_->Attach(path)).first;
  }
  if (!found->second.ok()) {
    return found->second.status();
  }
  return found->second->get();
}

void ProbedLibraries::KeepOnly(const std::set<Key>& used) {
  for (auto entry = libraries_.begin(); entry != libraries_.end();) {
    entry = used.count(entry->first) > 0 ? std::next(entry) : libraries_.erase(entry);
  }
}

}  // namespace neuron
