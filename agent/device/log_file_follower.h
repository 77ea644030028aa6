#ifndef AGENT_DEVICE_LOG_FILE_FOLLOWER_H_
#define AGENT_DEVICE_LOG_FILE_FOLLOWER_H_

#include <memory>
#include <string>

#include "agent/base/clock.h"
#include "agent/device/kernel_log_source.h"

namespace neuron {

// Follows a regular file that grows in place of the kernel's log: one that was kept, or a simulated
// host's. Its lines are as ParseKernelRecord() takes them; those of more than 8 KiB are passed
// over and counted, and an unfinished one waits for its end.
//
// Looks twice a second: file systems in user space, where simulated hosts are, do not tell inotify
// of what they change themselves. Reads at most 64 KiB before it lets others work. A file that is
// shorter than it was, or that another has taken the place of, is read from its beginning, as
// something new. While it cannot be read, or is no regular file any more, status() says so, with
// the cure; nothing but a regular file is opened. `clock` is borrowed; its Monotonic() counts from
// boot.
std::unique_ptr<KernelLogSource> FollowLogFile(Clock* clock, const std::string& path);

}  // namespace neuron

#endif  // AGENT_DEVICE_LOG_FILE_FOLLOWER_H_
