#ifndef AGENT_SINK_HANDOVER_FILE_H_
#define AGENT_SINK_HANDOVER_FILE_H_

#include <string>

#include "absl/types/optional.h"
#include "agent/sink/handover.h"

namespace neuron {

// Where an agent leaves its Handover to the next one of the same boot: a small file of its user,
// which holds the boot's id too.
//
// What fails is logged, and is as if nothing had been left: the next agent withdraws then.
class HandoverFile {
 public:
  // Nowhere: there is nothing to take, and what is left is lost.
  HandoverFile() = default;
  // `boot_id` is empty if it is not known: then this is nowhere.
  HandoverFile(std::string path, std::string boot_id);

  // Takes what was left, so that nobody finds it again. None if nothing was, or in another boot, or
  // if what is there is no handover.
  absl::optional<Handover> Take() const;

  // Replaces what was left.
  void Leave(const Handover& handover) const;

 private:
  bool IsNowhere() const { return path_.empty() || boot_id_.empty(); }

  std::string path_;
  std::string boot_id_;
};

}  // namespace neuron

#endif  // AGENT_SINK_HANDOVER_FILE_H_
