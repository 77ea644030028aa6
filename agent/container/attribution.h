#ifndef AGENT_CONTAINER_ATTRIBUTION_H_
#define AGENT_CONTAINER_ATTRIBUTION_H_

#include "agent/container/container.h"
#include "agent/container/task_word.h"
#include "agent/docker/docker_watch.h"

namespace neuron {

// Fills in `name`, `task` and `told_at` of every container of `scan`, those that went included, by
// what ECS and, if it is asked, Docker last said. Pure.
//
// In this order: the ECS agent's list, by the container's id and then by the id of the task in its
// cgroup's path; the labels that ECS puts on its containers; and the ARN made of that task id and
// the container instance's own ARN, with an empty family and revision, told when the scan was
// taken. Absent: the ECS agent, asked after the container was first seen, or Docker knows no task
// of it. Unknown, with the reason: nobody was asked since, or the agent's silence lasts.
void Attribute(const TaskWord& ecs, const DockerWord* docker, ContainerScan* scan);

}  // namespace neuron

#endif  // AGENT_CONTAINER_ATTRIBUTION_H_
