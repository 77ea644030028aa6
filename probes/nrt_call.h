/*
 * What the probes on libnrt are told, and what they count. Read by C (BPF) and C++, so one
 * definition serves both: fixed widths, no pointers. The functions and status codes are those of
 * neuron-driver.md §10.2.
 */
#ifndef PROBES_NRT_CALL_H_
#define PROBES_NRT_CALL_H_

#include <linux/types.h>

/* A kind of call. Those before NRT_FIRST_UNTIMED, a power of two, are followed to their return. */
enum nrt_call {
	/* Executions: the synchronous ones, which the latencies are of. */
	NRT_EXECUTE,
	NRT_EXECUTE_REPEAT,
	NRT_LOAD,
	NRT_INIT,
	NRT_FIRST_UNTIMED,
	NRT_SCHEDULE = NRT_FIRST_UNTIMED,
	NRT_UNLOAD,
	NRT_CLOSE,
	NRT_READ,
	NRT_WRITE,
	NRT_ALLOCATE_DEVICE,
	NRT_ALLOCATE_HOST,
	NRT_ALLOCATE_VIRTUAL,
	NRT_CALLS,
};

/* What an execution's status was; the hardware's signals each have a place. */
enum nrt_status {
	NRT_STATUS_SUCCESS,
	NRT_STATUS_6,
	NRT_STATUS_101,
	NRT_STATUS_1200,
	/* ... one after the other ... */
	NRT_STATUS_1206 = NRT_STATUS_1200 + 6,
	NRT_STATUS_OTHER,
	NRT_STATUSES,
	/* The next power of two. */
	NRT_STATUS_PLACES = 16,
};

/* Latencies: place 0 is below 2^NRT_LATENCY_SHIFT ns, each next one twice as wide, the last open. */
#define NRT_LATENCIES 32
#define NRT_LATENCY_SHIFT 10

/* As many logical cores as the largest host has, and so as many processes that may have one. */
#define NRT_MAX_PROCESSES 128

/* As many files can be told apart: each has a bit. */
#define NRT_MAX_LIBRARIES 64

/* A process to count, by its number. */
struct nrt_process {
	/* With the number, it names one process for ever; in ticks of 10 ms since boot. */
	__u64 start_ticks;
	/* A bit for each library whose calls count. */
	__u64 libraries;
	/* Names its rows (those of slot ticket % NRT_MAX_PROCESSES), and the time that it has them. */
	__u32 ticket;
	__u32 unused;
};

struct nrt_call_count {
	/* Timed ones once they have returned, the others once they were called. */
	__u64 calls;
	/* Of the timed ones: those that returned another status than success. */
	__u64 failures;
	/* Executions asked for, or bytes. */
	__u64 amount;
};

/* The counts of one process on one CPU: whole cache lines, because each CPU has its own. */
struct nrt_row {
	struct nrt_call_count calls[NRT_CALLS];
	__u64 statuses[NRT_STATUS_PLACES];
	__u64 latencies[NRT_LATENCIES];
	/* The sum of the latencies. */
	__u64 busy_ns;
	/* Executing calls that began, and of those the ones that will not be seen to return. */
	__u64 begun;
	__u64 abandoned;
	/* Calls that were not followed, for want of a place to keep their begin. */
	__u64 missed;
};

#ifdef __cplusplus
static_assert(sizeof(nrt_process) == 24, "shared with the BPF program");
static_assert(sizeof(nrt_row) == 704 && sizeof(nrt_row) % 64 == 0, "shared with the BPF program");
#endif

#endif /* PROBES_NRT_CALL_H_ */
