#ifndef AGENT_DEVICE_KERNEL_LOG_FOLLOWER_H_
#define AGENT_DEVICE_KERNEL_LOG_FOLLOWER_H_

#include <memory>
#include <string>

#include "agent/base/file.h"
#include "agent/device/kernel_log_source.h"

namespace neuron {

class Loop;

// Follows the kernel's log at `path`, or the regular file in its place. Where it cannot be read, it
// is a source that says so, with the cure, and tells nothing; nothing else is opened. `loop` is
// borrowed.
std::unique_ptr<KernelLogSource> MakeKernelLogFollower(Loop* loop, const std::string& path);

// Follows a descriptor of which every read gives one record, and that can be polled. Reads at most
// 256 records before it lets others work; counts as lost what is missing in their sequence. When it
// cannot be read any more, status() says so.
std::unique_ptr<KernelLogSource> FollowKernelLog(Loop* loop, UniqueFd log);

}  // namespace neuron

#endif  // AGENT_DEVICE_KERNEL_LOG_FOLLOWER_H_
