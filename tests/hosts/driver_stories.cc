#include "tests/hosts/driver_stories.h"

#include "absl/strings/str_cat.h"

namespace neuron {

std::string DriverStories(
    const sim::Instance& instance,
    const std::function<std::string(const sim::Instance&, const sim::Generation&)>& story,
    const std::function<std::string(const std::string& before, const std::string& now)>& changes) {
  std::string text;
  std::string before;
  for (const sim::Generation& generation : sim::Generations()) {
    if (!sim::CheckSupport(instance, generation).ok()) continue;
    const std::string now = story(instance, generation);
    absl::StrAppend(&text, "==== ", instance.type, ", driver ", generation.version, "\n",
                    before.empty() ? now : changes(before, now), "\n");
    before = now;
  }
  return text;
}

}  // namespace neuron
