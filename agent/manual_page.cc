#include "agent/manual_page.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "agent/aws_flags.h"
#include "agent/flag_text.h"
#include "agent/host_flags.h"
#include "agent/publish_flags.h"
#include "agent/sampling_flags.h"
#include "agent/workload_flags.h"

namespace neuron {
namespace {

constexpr absl::string_view kHead = R"(NAME
    neuron-agent - tells Amazon ECS about the Neuron chips of this host

SYNOPSIS
    neuron-agent [--flag=value ...]

DESCRIPTION
    Runs once on each ECS container instance with AWS Inferentia or Trainium chips.
    It knows each chip, watches who holds it, tells ECS through custom attributes,
    and streams snapshots to whoever connects to its Unix socket (see neuronctl).
    With no flags at all it does the right thing on a normal host, as root.

    It never disturbs a workload: each chip is opened at most once a boot and driver
    version, for free access (O_WRONLY), unless --datastore=attach says otherwise;
    nothing in sysfs is ever written.
    What it cannot see it calls unknown, never free.

    A host without the Neuron driver is not an error: the agent waits and says so.

    A chip is taken by a process that has opened it for full access, by a running
    container that was given its node, by a lease (neuronctl run), and by what is
    about to run: a PENDING task of a family that was seen with chips, or whose
    definition maps some (known with --task_definition_lookup, which needs
    ecs:DescribeTaskDefinition), or with --docker_socket a container that was created.
    Until ECS has answered, a task never seen before reserves nothing.
    A container that was given nodes
    does not take them by that if it is privileged, of a DAEMON service (known with
    --service_lookup, which needs ecs:DescribeTasks and ecs:DescribeServices), named
    in --observers, or holds a lease. With --mapped_policy=held-only no container
    does before it opens a node; with lease, none before it opens or leases.

    A chip is suspect once one source speaks against it, and stays free; it is bad, and
    free no more, where the rules take what is said for proof or two sources say so.
    Lines of the kernel log alone never make a chip bad. --health_rules names a file
    that says what makes which verdict; it is read again on SIGHUP, and a file that
    cannot be understood is refused with its line, and changes nothing.

    With --drain_on=impaired the agent has ECS drain the instance once no chip can be
    used and two sources, not only processes, say so of each, for between 2 and 12
    minutes: each host draws its own share. A chip that is unknown is no reason. It does so
    at most once an hour and 3 times a day, and undoes it once health has been ok for
    between 10 and 20 minutes, if it was the one to drain it and nobody undid it before.
    Tasks without chips have to go, too, and a fault of all hosts drains all hosts.
    It needs ecs:UpdateContainerInstancesState and ecs:DescribeContainerInstances.

    Before driver 2.30 the counters of cores stand still until a process ends. With
    --datastore=attach the agent reads every 10 s what runtimes count in their
    datastores, and so it tells how busy cores are. For that it is attached to each chip
    that is held and ready, from 10 s after its latest holder came until the last one has
    left. That takes one of the chip's 16 process slots (8 before driver 2.18.12), if 4
    more are left, and a place in neuron-ls --show-all-procs. Attaching and detaching are
    a line each in the kernel's log, detaching takes 10 ms of the chip's lock, and each
    datastore that is read takes 3 of the 1024 records of the driver's debug log. What
    the driver does when a chip's last user leaves waits until the agent has let go,
    milliseconds later; until then a write to the chip's reset does nothing and the
    driver cannot be unloaded, as with any holder. inf1 is left alone. Unless it is asked
    for, the agent never attaches.

    --trace=executions counts calls of libnrt in processes that hold a chip.
    --trace=syscalls counts opens, closes and ioctls of chips, with their latencies;
    meanwhile every system call of the host is slower, by up to a quarter.
    --trace=copies counts bytes that the driver copies for each core; meanwhile the
    driver cannot be unloaded.

FLAGS
)";

constexpr absl::string_view kTail = R"(    --flagfile=FILE
        more flags, one a line
    --version
        print the version
    --help
        print this page

ENVIRONMENT
    AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN
        credentials; they win over all others
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, AWS_CONTAINER_CREDENTIALS_FULL_URI,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, AWS_CONTAINER_AUTHORIZATION_TOKEN
        where a container gets those of its role; ECS and EKS set them
    AWS_EC2_METADATA_DISABLED
        true: never use the role of the instance (IMDSv2), which else comes last
    AWS_EC2_METADATA_SERVICE_ENDPOINT, AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE
        see --imds_url; the mode, IPv4 or IPv6, says which address is the usual one
    AWS_REGION, AWS_DEFAULT_REGION
        see --region
    AWS_ENDPOINT_URL_ECS, AWS_ENDPOINT_URL, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS
        see --ecs_endpoint; the last, if true, has the first two ignored
    AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT
        true: which of the region's endpoints; not together with one that is given
    ECS_CONTAINER_METADATA_URI_V4
        set by ECS: the agent is one of its tasks, and --drain_on=impaired is refused

FILES
    /run/neuron-agent/agent.sock    the stream: gRPC, neuron.agent.v1.NeuronAgent
    /run/neuron-agent/lease.sock    where neuronctl run leases chips; give it to containers
    /run/neuron-agent.leases        the leases, which outlive the agent
    /run/neuron-agent/chips         what each chip said by ioctl, once a boot
    /run/neuron-agent/families      task definitions that were seen with chips
    /var/lib/neuron-agent/drain     whether and when the agent had ECS drain the instance

EXIT STATUS
    0   stopped by SIGTERM or SIGINT; with --withdraw, ECS confirmed it or there was nothing
    1   cannot run, or cannot withdraw: one line on stderr says why
    2   the command line or the environment is wrong
    3   another agent serves the socket
)";

const char* const kFlags[] = {
    "socket",
    "socket_group",
    "answer_book",
    "uevents",
};

}  // namespace

std::string ManualPage() {
  std::string page(kHead);
  for (const std::string& flag : SamplingFlagNames()) {
    absl::StrAppend(&page, FlagText(flag));
  }
  for (const std::string& flag : PublishFlagNames()) {
    absl::StrAppend(&page, FlagText(flag));
  }
  for (const char* flag : kFlags) {
    absl::StrAppend(&page, FlagText(flag));
  }
  for (const std::string& flag : AwsFlagNames()) {
    absl::StrAppend(&page, FlagText(flag));
  }
  for (const std::string& flag : WorkloadFlagNames()) {
    absl::StrAppend(&page, FlagText(flag));
  }
  for (const std::string& flag : HostFlagNames()) {
    absl::StrAppend(&page, FlagText(flag));
  }
  absl::StrAppend(&page, kTail);
  return page;
}

}  // namespace neuron
