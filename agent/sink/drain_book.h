#ifndef AGENT_SINK_DRAIN_BOOK_H_
#define AGENT_SINK_DRAIN_BOOK_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/sink/drain_record.h"

namespace neuron {

// The file in which a DrainRecord outlives the agent and the boot: `drain`, for this user alone,
// in a directory that is made if it is missing. Touches nothing else. One thread, which waits for
// the file system.
class DrainBook {
 public:
  // The directory's parent must exist when something is written.
  explicit DrainBook(std::string folder);

  // What was written last; an empty record if nothing was. Else as ReadFile() and
  // ParseDrainRecord(), naming the path and the cure: what agents have drained is not known then.
  absl::StatusOr<DrainRecord> Read() const;

  // Replaces it as a whole. Fails as ReplaceFile(), or if the directory cannot be made.
  absl::Status Write(const DrainRecord& record) const;

 private:
  const std::string folder_;
  const std::string path_;
};

}  // namespace neuron

#endif  // AGENT_SINK_DRAIN_BOOK_H_
