/*
 * What the descriptor walk is given and what it brings. Read by C (BPF) and C++, so one
 * definition serves both: fixed widths, no pointers, explicit padding.
 */
#ifndef PROBES_DESCRIPTOR_H_
#define PROBES_DESCRIPTOR_H_

#include <linux/types.h>

/*
 * How the file behind a descriptor is known: the number of a character device (inode 0), or the
 * file system's device number and the inode of a regular file.
 */
struct descriptor_key {
	__u32 major;
	__u32 minor;
	__u64 inode;
};

/* A table with room for more is not gone through in one piece, for that takes too long. */
#define DESCRIPTOR_TABLE_MAX 16384

/* One descriptor of a file that was asked for. */
struct descriptor_record {
	/* When the process started, in nanoseconds since boot. */
	__u64 start_ns;
	/* Of its cgroup in the unified hierarchy: the inode number of that directory. */
	__u64 cgroup;
	/* The process, by its number in the initial pid namespace. */
	__u32 tgid;
	/* The thread whose table it is in: the process's first of those that share it. */
	__u32 pid;
	__u32 fd;
	/* As given to open(2). */
	__u32 flags;
	/* The number that the key was given. */
	__u32 subject;
	/* The name of the process's main thread, closed by a NUL. */
	char comm[16];
	__u32 padding;
};

#ifdef __cplusplus
static_assert(sizeof(descriptor_key) == 16, "shared with the BPF program");
static_assert(sizeof(descriptor_record) == 56, "shared with the BPF program");
#endif

#endif /* PROBES_DESCRIPTOR_H_ */
