/*
 * Tells of each cgroup that is made or removed and could be a container's. Costs nothing but then.
 */
#include "probes/kernel_types.bpf.h"
#include "probes/cgroup_event.h"
/* After the types. */
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <stdbool.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* What the kernel itself makes of a path for its tracepoints. */
#define WHOLE_PATH_SIZE 1024

/* As many hex digits as a container's name has. */
#define ID_DIGITS 64

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

/* Too large for the stack. */
struct scratch {
	char whole[WHOLE_PATH_SIZE];
	struct cgroup_event_record event;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct scratch);
} scratches SEC(".maps");

__u64 drops[CGROUP_EVENT_KINDS];

/* All bits of what counts on, none of what begins anew: branches would be many for the verifier. */
static const __u32 hex_digits[256] = {
	['0' ... '9'] = ~0u,
	['a' ... 'f'] = ~0u,
};

/* Whether the last component of the path has the digits of a container in it. */
static bool names_container(const char *path, __u32 length)
{
	__u32 in_a_row = 0, most = 0;

	for (__u32 i = 1; i < CGROUP_PATH_SIZE; i++) {
		__u8 c = path[(length - i) % CGROUP_PATH_SIZE];

		if (i > length || c == '/')
			break;
		in_a_row = (in_a_row + 1) & hex_digits[c];
		most |= in_a_row;
	}
	/* No count below 64 has this bit, and each that goes on has it at 64. */
	return most & ID_DIGITS;
}

/* The right end of the path; its length, or less than 0. */
static long read_path(struct scratch *scratch, const char *path)
{
	long size = bpf_probe_read_kernel_str(scratch->whole, WHOLE_PATH_SIZE, path);

	if (size > CGROUP_PATH_SIZE)
		path += size - CGROUP_PATH_SIZE;
	return bpf_probe_read_kernel_str(scratch->event.path, CGROUP_PATH_SIZE, path) - 1;
}

static int tell(struct bpf_raw_tracepoint_args *ctx, enum cgroup_event_kind kind)
{
	struct cgroup *cgroup = (struct cgroup *)ctx->args[0];
	__u32 zero = 0;
	struct scratch *scratch = bpf_map_lookup_elem(&scratches, &zero);
	long length;

	if (!scratch)
		return 0;
	length = read_path(scratch, (const char *)ctx->args[1]);
	if (length < ID_DIGITS || !names_container(scratch->event.path, length))
		return 0;
	scratch->event.at_ns = bpf_ktime_get_ns();
	scratch->event.cgroup_id = BPF_CORE_READ(cgroup, kn, id);
	scratch->event.kind = kind;
	scratch->event.path_length = length;
	if (bpf_ringbuf_output(&events, &scratch->event, sizeof(scratch->event), 0))
		__sync_fetch_and_add(&drops[kind], 1);
	return 0;
}

SEC("raw_tp/cgroup_mkdir")
int cgroup_made(struct bpf_raw_tracepoint_args *ctx)
{
	return tell(ctx, CGROUP_MADE);
}

SEC("raw_tp/cgroup_rmdir")
int cgroup_removed(struct bpf_raw_tracepoint_args *ctx)
{
	return tell(ctx, CGROUP_REMOVED);
}
