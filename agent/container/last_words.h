#ifndef AGENT_CONTAINER_LAST_WORDS_H_
#define AGENT_CONTAINER_LAST_WORDS_H_

#include <map>
#include <string>

#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/container/container.h"

namespace neuron {

// The last that was known of whose each container is. ECS and Docker forget those that have gone:
// what they say of one later is worth less than what they said while it was there. One thread.
class LastWords {
 public:
  // `scan` is attributed (agent/container/attribution.h). A container that has gone keeps the name
  // and the task that were last known of it while it was there, and when that was told; one of
  // which nothing was known keeps the first that is. Those that are not in `scan` are forgotten.
  void Keep(ContainerScan* scan);

 private:
  struct Word {
    Reading<std::string> name;
    Reading<ContainerTask> task;
    absl::Time told_at;
  };

  // By container.
  std::map<std::string, Word> words_;
};

}  // namespace neuron

#endif  // AGENT_CONTAINER_LAST_WORDS_H_
