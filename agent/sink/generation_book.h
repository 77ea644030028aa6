#ifndef AGENT_SINK_GENERATION_BOOK_H_
#define AGENT_SINK_GENERATION_BOOK_H_

#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "agent/telemetry/ecs_attributes.h"

namespace neuron {

// Numbers and dates our writes, and knows the latest 64 of them again: another agent on this host
// has the same boot, and may have the same number. No I/O.
class GenerationBook {
 public:
  // `boot_tag` is four lower-case hex digits.
  explicit GenerationBook(std::string boot_tag) : boot_tag_(std::move(boot_tag)) {}

  // The value of neuron.gen for the next write.
  std::string Next(absl::Time now);

  // Puts Next() into those of `attributes` that are generations.
  void Stamp(absl::Time now, std::vector<DesiredAttribute>* attributes);

  // Whether Next() gave this out.
  bool IsOurs(absl::string_view generation) const;
  // How many it gave out so far.
  std::uint64_t writes() const { return writes_; }

 private:
  const std::string boot_tag_;
  std::uint64_t writes_ = 0;
  std::deque<std::string> latest_;
};

}  // namespace neuron

#endif  // AGENT_SINK_GENERATION_BOOK_H_
