#ifndef AGENT_CLI_PLACEMENT_TEXT_H_
#define AGENT_CLI_PLACEMENT_TEXT_H_

#include "absl/strings/string_view.h"

namespace neuron {

// What the manual page says of the commands about task definitions.

inline constexpr absl::string_view kPlacementGenerate =
    R"(Prints ECS task definitions for --chips=N chips, as
    aws ecs register-task-definition --cli-input-json file://FILE
takes them. They are made from --task_definition=FILE, in which only what is told
here is changed: order, spelling and unknown members stay. Without it, they are
blank: fill in IMAGE and PROGRAM.

--pinned (the default) makes one for each set of N chips that belong together on
the instance type. Its container maps exactly /dev/neuronX of the set, to be read
and written, and has IPC_LOCK; its constraints ask for these very chips in the
attribute neuron.free-set, for a host that is not in trouble, and for the instance
type. Where there are several sets, the family gets the chips: NAME-chips-04-05.
--exclusive_ports adds a host port to each chip (--port_base and its number), on
which nobody listens: ECS itself gives a host port to one task only, and so the
chip. That takes network mode bridge or host.

--floating makes one. Its container maps all chips and the directory of the lease
socket, and its entry point begins with neuronctl run --chips=N, which the image
must have; the constraint asks for a host with N free chips that belong together.

One definition is printed over several lines, and several one a line:
    neuronctl placement generate --chips=4 --task_definition=train.json | jq -c . |
        while read -r task; do
            aws ecs register-task-definition --cli-input-json "$task"
        done
With --output_dir there is a file FAMILY.json for each, which replaces one of that
name; their paths are printed.

Needs no daemon and no chips: with --instance it is the same on any host.)";

inline constexpr absl::string_view kPlacementLint =
    R"(Looks for what goes wrong with Neuron chips in task definitions and services, and
prints for each finding the file, where in the JSON it is, a code, what it is, and
after "->" the cure. A file holds one or several, as an array or one after another,
as the AWS CLI takes them or prints them. A service is judged together with its
task definition, if that is in one of the files. Codes are
    shared      two containers of a task have one chip
    device      the instance type has no such chip
    capability  a container with chips lacks IPC_LOCK
    awsvpc      port tokens in a network mode of which ECS counts no host ports
    loose       chips by number, and no constraint that they be free: a size or a
                count is none
    volatile    a DAEMON service that depends on attributes that change: ECS stops
                its tasks when they do
    expression  a constraint that ECS does not understand, or that cannot be judged
    length      a constraint of more than 2000 characters
    count       more than 10 constraints
    unpadded    > >= < <= with a number that is not padded to equal width
    absence     != !in !~ where it matters whether the attribute is there
The instance type is --instance, or what a constraint of the task definition asks
for by ==, or this host's. Chips of a container that runs neuronctl run are leased,
and not by number. JSON is neuron.agent.v1.LintReport of proto/placement.proto.

Exits with 0 if nothing is found, 1 if something is, and 2 if a file cannot be read,
is no JSON (with line and column), or is neither of the two.)";

}  // namespace neuron

#endif  // AGENT_CLI_PLACEMENT_TEXT_H_
