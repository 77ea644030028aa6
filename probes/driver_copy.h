/*
 * What the copy probe is told and what it counts. Read by C (BPF) and C++, so one definition serves
 * both: fixed widths, no pointers.
 */
#ifndef PROBES_DRIVER_COPY_H_
#define PROBES_DRIVER_COPY_H_

#include <linux/types.h>

/* 64 chips of 8 cores. */
#define DRIVER_COPY_CORES 512

/* Where the fields of the tracepoint stand; each has 4 bytes. */
struct driver_copy_layout {
	__u32 device_index;
	__u32 nc_id;
	__u32 size;
};

/* One core, by the driver's numbers. */
struct driver_copy_core {
	__u32 device_index;
	__u32 nc_id;
};

/* What was copied for it, on one processor. */
struct driver_copy_sum {
	__u64 bytes;
	__u64 copies;
};

#ifdef __cplusplus
static_assert(sizeof(driver_copy_layout) == 12, "shared with the BPF program");
static_assert(sizeof(driver_copy_core) == 8, "shared with the BPF program");
static_assert(sizeof(driver_copy_sum) == 16, "shared with the BPF program");
#endif

#endif /* PROBES_DRIVER_COPY_H_ */
