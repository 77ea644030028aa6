#ifndef AGENT_SINK_PUBLICATION_BOARD_H_
#define AGENT_SINK_PUBLICATION_BOARD_H_

#include <mutex>

#include "absl/types/optional.h"
#include "agent/sink/drain_state.h"
#include "agent/sink/publisher_state.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// Where the publisher and the drainer show what they have done to the threads that serve the
// stream. Any thread.
class PublicationBoard {
 public:
  void Show(const PublisherState& state);
  void ShowDrain(const DrainState& state);
  agent::v1::Publication Read() const;

 private:
  mutable std::mutex mutex_;
  // Guarded by mutex_.
  agent::v1::Publication publication_;
  absl::optional<agent::v1::InstanceDrain> drain_;
};

// The state in the words of the public contract. Pure.
agent::v1::Publication EncodePublication(const PublisherState& state);

}  // namespace neuron

#endif  // AGENT_SINK_PUBLICATION_BOARD_H_
