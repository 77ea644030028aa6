/*
 * What the cgroup probe tells of. Read by C (BPF) and C++, so one definition serves both: fixed
 * widths, no pointers, explicit padding.
 */
#ifndef PROBES_CGROUP_EVENT_H_
#define PROBES_CGROUP_EVENT_H_

#include <linux/types.h>

#define CGROUP_PATH_SIZE 256

enum cgroup_event_kind {
	CGROUP_MADE = 0,
	CGROUP_REMOVED = 1,
	CGROUP_EVENT_KINDS = 2,
};

/* A cgroup came or went. */
struct cgroup_event_record {
	/* The kernel's monotonic clock. */
	__u64 at_ns;
	/* The cgroup's directory has it as its inode number. */
	__u64 cgroup_id;
	/* An enum cgroup_event_kind. */
	__u32 kind;
	/* Without the NUL that closes it. */
	__u32 path_length;
	/* In its hierarchy; the right end, if there is more. */
	char path[CGROUP_PATH_SIZE];
};

#ifdef __cplusplus
static_assert(sizeof(cgroup_event_record) == 280, "shared with the BPF program");
#endif

#endif /* PROBES_CGROUP_EVENT_H_ */
