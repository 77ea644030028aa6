/*
 * What the syscall probe counts. Read by C (BPF) and C++, so one definition serves both: fixed
 * widths, no pointers.
 */
#ifndef PROBES_DEVICE_CALL_H_
#define PROBES_DEVICE_CALL_H_

#include <linux/types.h>

/* As many as the driver has minors. */
#define DEVICE_CALL_CHIPS 64

/* The first counts calls of less than 2 ns, the one numbered n those of [2^n, 2^(n+1)) ns, the last
 * also all longer ones. */
#define DEVICE_CALL_LATENCIES 32

/* Which system call. */
enum device_call {
	DEVICE_CALL_OPEN = 0,
	DEVICE_CALL_CLOSE = 1,
	DEVICE_CALL_IOCTL = 2,
	DEVICE_CALLS = 3,
};

/* The kinds of files that a chip can be. */
enum device_kind {
	DEVICE_KIND_CHARACTER = 0,
	DEVICE_KIND_REGULAR = 1,
	DEVICE_KINDS = 2,
};

/* Majors outside of it are nobody's: most files are told apart without a look into a map. */
struct device_majors {
	__u32 lowest;
	__u32 highest;
};

/* Where the map has the calls of one kind on one chip. */
#define DEVICE_CALL_ROW(chip, call) ((chip) * DEVICE_CALLS + (call))
#define DEVICE_CALL_ROWS DEVICE_CALL_ROW(DEVICE_CALL_CHIPS, 0)

/* The calls of one kind on one chip, of one processor. */
struct device_call_counts {
	__u64 errors;
	__u64 latencies[DEVICE_CALL_LATENCIES];
};

#ifdef __cplusplus
static_assert(sizeof(device_majors) == 8, "shared with the BPF program");
static_assert(sizeof(device_call_counts) == 264, "shared with the BPF program");
#endif

#endif /* PROBES_DEVICE_CALL_H_ */
