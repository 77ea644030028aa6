#ifndef AGENT_PUBLISHING_H_
#define AGENT_PUBLISHING_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "agent/aws_link.h"
#include "agent/base/clock.h"
#include "agent/options.h"
#include "agent/sink/drainer.h"
#include "agent/sink/ecs_publisher.h"

namespace neuron {

// How the options want ECS to be told.
EcsPublisher::Options ChoosePublishing(const AgentOptions& options);

// Null unless the options ask to drain the container instance. Borrows `aws` and `clock`.
std::unique_ptr<Drainer> MakeDrainer(const PublishOptions& options, AwsLink* aws, Clock* clock);

// In place of a daemon: takes back what one that was killed told ECS, by --on_stop, within 5
// seconds. OK too if by the flags there is nothing to take back. AlreadyExists if a daemon runs,
// and then nothing was done; InvalidArgument as AwsLink::Open(); else why ECS did not confirm it.
// The process must then end by _exit(): the look-up of a name may hang, and nobody waits for it.
absl::Status WithdrawOnce(const AgentOptions& options);

}  // namespace neuron

#endif  // AGENT_PUBLISHING_H_
