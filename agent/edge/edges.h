#ifndef AGENT_EDGE_EDGES_H_
#define AGENT_EDGE_EDGES_H_

#include <memory>

#include "absl/status/statusor.h"
#include "agent/device/host_paths.h"
#include "agent/edge/edge.h"
#include "probes/driver_calls.h"

namespace neuron {

class Loop;

// The edges of this host, by probes on the driver's own functions where they can be attached.
//
// Where those tell of each open and close, nothing else listens at nodes. Else inotify does: where
// there are no probes, where this driver lacks one of the functions, or where a chip's node is
// simulated, a regular file. Exits are heard either way.
//
// The probes are attached by a thread, which Follow() starts if the driver is another and does not
// wait for: the kernel may take half a second. Until that is done inotify listens, and then
// kRenewed is told. Nor does Follow() look into containers for nodes: a thread of its own does, to
// which a file system there that never answers is left.
//
// In the reports, what inotify lost stands as "inotify:nodes" once it has lost something; how many
// events each loss was, the kernel does not say.
//
// Of `host` the sysfs root says whether the driver is loaded. `loop` is borrowed. `ring_bytes` is
// how much the kernel keeps of calls that have not been heard yet, at 40 bytes a call.
std::unique_ptr<EdgeSource> MakeEdgeSource(Loop* loop, const HostPaths& host,
                                           std::size_t ring_bytes);

// The same with these probes, or why there are none.
std::unique_ptr<EdgeSource> MakeEdgeSource(Loop* loop, const HostPaths& host,
                                           absl::StatusOr<std::unique_ptr<DriverCalls>> calls);

}  // namespace neuron

#endif  // AGENT_EDGE_EDGES_H_
