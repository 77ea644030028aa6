/*
 * What the probes on the driver's functions tell of. Read by C (BPF) and C++, so one definition
 * serves both: fixed widths, no pointers, explicit padding.
 */
#ifndef PROBES_DRIVER_CALL_H_
#define PROBES_DRIVER_CALL_H_

#include <linux/types.h>

/* The functions, in the order of the life of a descriptor. */
enum driver_function {
	DRIVER_OPEN = 0,
	DRIVER_ATTACH = 1,
	DRIVER_FLUSH = 2,
	DRIVER_DETACH = 3,
	DRIVER_RELEASE = 4,
	DRIVER_RESET = 5,
	DRIVER_FUNCTIONS = 6,
};

/* One of them was entered. */
struct driver_call_record {
	/* The kernel's monotonic clock. */
	__u64 at_ns;
	/* The process, by its number in the initial pid namespace. */
	__u32 tgid;
	/* An enum driver_function. */
	__u32 function;
	/* Of the device node, where the function is told. */
	__u32 major;
	__u32 minor;
	/* 1 if it is told, else 0. */
	__u32 has_node;
	__u32 padding;
};

#ifdef __cplusplus
static_assert(sizeof(driver_call_record) == 32, "shared with the BPF program");
#endif

#endif /* PROBES_DRIVER_CALL_H_ */
