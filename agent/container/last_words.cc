#include "agent/container/last_words.h"

#include <utility>

namespace neuron {

void LastWords::Keep(ContainerScan* scan) {
  std::map<std::string, Word> words;
  const auto note = [&](const Container& container) {
    if (!container.task.is_unknown()) {
      words[container.id] = {container.name, container.task, container.told_at};
    }
  };
  for (const Container& container : scan->containers) {
    note(container);
    // What was known before a silence still is.
    const auto before = words_.find(container.id);
    if (before != words_.end()) {
      words.insert(*before);
    }
  }
  for (Container& container : scan->gone) {
    const auto before = words_.find(container.id);
    if (before != words_.end()) {
      container.name = before->second.name;
      container.task = before->second.task;
      container.told_at = before->second.told_at;
    }
    note(container);
  }
  words_ = std::move(words);
}

}  // namespace neuron
