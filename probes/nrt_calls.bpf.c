/*
 * Counts the calls that some processes make into libnrt. Runs in the caller, at the entry of a
 * function and, where it matters how long it took and what came of it, at its return.
 *
 * A program is preempted where the kernel is (since Linux 6.0), and another then counts on the same
 * CPU: every addition is atomic. The rows are mapped into the reader's memory, so that reading
 * them stops nobody.
 */
#include "probes/kernel_types.bpf.h"
#include "probes/nrt_call.h"
/* After the types. */
#include <asm/ptrace.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* As many as this kernel may have. */
const volatile __u32 cpu_count = 1;

/* Whom to count; anybody else is let by. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, NRT_MAX_PROCESSES);
	__type(key, __u32);
	__type(value, struct nrt_process);
} processes SEC(".maps");

/* For each slot a row for each CPU. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, NRT_MAX_PROCESSES);
	__type(key, __u32);
	__type(value, struct nrt_row);
} rows SEC(".maps");

/* The timed call that a thread is in. */
struct open_call {
	/* 0: in none. */
	__u64 begin_ns;
	/* Where its return address is. */
	__u64 stack;
	__u64 amount;
	/* Of the thread's process, which was found to be the right one; 0: nothing was yet. */
	__u32 ticket;
	__u32 kind;
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct open_call);
} open_calls SEC(".maps");

/* What a return takes off the stack. */
#if defined(bpf_target_x86)
#define RETURN_POPS 8
#else
#define RETURN_POPS 0
#endif

/* A call so far below the one that a thread is in is not within it: the stack is another. */
#define DEEPEST_NESTING (1 << 20)

/* A tick of /proc/<pid>/stat. */
#define NANOSECONDS_PER_TICK 10000000

/* Shows the verifier a bound, a power of two, that clang knows and would leave unsaid. */
#define BOUND(index, size)                          \
	do {                                        \
		asm volatile("" : "+r"(index));     \
		(index) &= (size)-1;                \
	} while (0)

static __always_inline void add(__u64 *count, __u64 amount)
{
	__sync_fetch_and_add(count, amount);
}

/*
 * The caller, if it is to be counted and this program is at one of its libraries: one file may be
 * known by two names, and then has every program twice.
 */
static __always_inline const struct nrt_process *find_process(struct pt_regs *ctx)
{
	__u32 pid = bpf_get_current_pid_tgid() >> 32;
	const struct nrt_process *process = bpf_map_lookup_elem(&processes, &pid);

	if (!process || !(process->libraries >> (bpf_get_attach_cookie(ctx) & 63) & 1))
		return 0;
	return process;
}

/* The number of a process that has ended may be another's by now. */
static __always_inline int has_started_with(const struct nrt_process *process)
{
	struct task_struct *task = bpf_get_current_task_btf();

	return task->group_leader->start_boottime / NANOSECONDS_PER_TICK == process->start_ticks;
}

static __always_inline struct nrt_row *row_of(const struct nrt_process *process)
{
	__u32 slot = process->ticket % NRT_MAX_PROCESSES;
	__u32 key = slot * cpu_count + bpf_get_smp_processor_id();

	return bpf_map_lookup_elem(&rows, &key);
}

static __always_inline int is_execution(__u32 kind)
{
	return kind == NRT_EXECUTE || kind == NRT_EXECUTE_REPEAT;
}

/* An exported function that another one calls (or jumps to) is part of that other call. */
static __always_inline int is_within(const struct open_call *call, __u64 stack, __u32 kind)
{
	if (stack == call->stack)
		return kind != call->kind;
	return stack < call->stack && call->stack - stack < DEEPEST_NESTING;
}

static __always_inline int begin(struct pt_regs *ctx, __u32 kind, __u64 amount)
{
	const struct nrt_process *process = find_process(ctx);
	struct open_call *call;
	struct nrt_row *row;

	row = process ? row_of(process) : 0;
	if (!row)
		return 0;
	call = bpf_task_storage_get(&open_calls, bpf_get_current_task_btf(), 0,
				    BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!call) {
		add(&row->missed, 1);
		return 0;
	}
	if (call->ticket != process->ticket) {
		if (!has_started_with(process))
			return 0;
		call->ticket = process->ticket;
	} else if (call->begin_ns) {
		if (is_within(call, PT_REGS_SP(ctx), kind))
			return 0;
		if (is_execution(call->kind))
			add(&row->abandoned, 1);
	}
	if (is_execution(kind))
		add(&row->begun, 1);
	call->stack = PT_REGS_SP(ctx);
	call->amount = amount;
	call->kind = kind;
	call->begin_ns = bpf_ktime_get_ns();
	return 0;
}

static __always_inline __u64 status_of(int status)
{
	if (status == 0)
		return NRT_STATUS_SUCCESS;
	if (status == 6)
		return NRT_STATUS_6;
	if (status == 101)
		return NRT_STATUS_101;
	if (status >= 1200 && status <= 1206)
		return NRT_STATUS_1200 + (status - 1200);
	return NRT_STATUS_OTHER;
}

static __always_inline __u64 place_of(__u64 latency_ns)
{
	__u64 rest = latency_ns >> NRT_LATENCY_SHIFT;
	__u64 place = 0;

	if (rest >> (NRT_LATENCIES - 2))
		return NRT_LATENCIES - 1;
#pragma unroll
	for (__u32 step = 16; step; step /= 2) {
		if (rest >> step) {
			rest >>= step;
			place += step;
		}
	}
	return place + (rest != 0);
}

static __always_inline void count_execution(struct nrt_row *row, __u64 latency_ns, int status)
{
	__u64 place = place_of(latency_ns);
	__u64 code = status_of(status);

	add(&row->busy_ns, latency_ns);
	BOUND(place, NRT_LATENCIES);
	add(&row->latencies[place], 1);
	BOUND(code, NRT_STATUS_PLACES);
	add(&row->statuses[code], 1);
}

/* The one program at every return: what was called is known by the open call. */
SEC("uretprobe")
int nrt_return(struct pt_regs *ctx)
{
	const struct nrt_process *process = find_process(ctx);
	int status = (int)PT_REGS_RC(ctx);
	struct open_call *call;
	struct nrt_row *row;
	__u64 kind;

	row = process ? row_of(process) : 0;
	if (!row)
		return 0;
	call = bpf_task_storage_get(&open_calls, bpf_get_current_task_btf(), 0, 0);
	if (!call || !call->begin_ns || call->ticket != process->ticket)
		return 0;
	if (PT_REGS_SP(ctx) < call->stack + RETURN_POPS)
		return 0;
	kind = call->kind;
	BOUND(kind, NRT_FIRST_UNTIMED);
	add(&row->calls[kind].calls, 1);
	if (status != 0)
		add(&row->calls[kind].failures, 1);
	if (is_execution(kind)) {
		add(&row->calls[kind].amount, call->amount);
		count_execution(row, bpf_ktime_get_ns() - call->begin_ns, status);
	}
	call->begin_ns = 0;
	return 0;
}

static __always_inline int count(struct pt_regs *ctx, __u32 kind, __u64 amount)
{
	const struct nrt_process *process = find_process(ctx);
	struct nrt_row *row;

	row = process && has_started_with(process) ? row_of(process) : 0;
	if (!row)
		return 0;
	add(&row->calls[kind].calls, 1);
	add(&row->calls[kind].amount, amount);
	return 0;
}

SEC("uprobe")
int nrt_execute(struct pt_regs *ctx)
{
	return begin(ctx, NRT_EXECUTE, 1);
}

SEC("uprobe")
int nrt_execute_repeat(struct pt_regs *ctx)
{
	int repeat = (int)PT_REGS_PARM4(ctx);

	return begin(ctx, NRT_EXECUTE_REPEAT, repeat > 0 ? repeat : 0);
}

SEC("uprobe")
int nrt_load(struct pt_regs *ctx)
{
	return begin(ctx, NRT_LOAD, 0);
}

SEC("uprobe")
int nrt_init(struct pt_regs *ctx)
{
	return begin(ctx, NRT_INIT, 0);
}

SEC("uprobe")
int nrta_execute_schedule(struct pt_regs *ctx)
{
	return count(ctx, NRT_SCHEDULE, 1);
}

SEC("uprobe")
int nrt_unload(struct pt_regs *ctx)
{
	return count(ctx, NRT_UNLOAD, 0);
}

SEC("uprobe")
int nrt_close(struct pt_regs *ctx)
{
	return count(ctx, NRT_CLOSE, 0);
}

SEC("uprobe")
int nrt_tensor_read(struct pt_regs *ctx)
{
	return count(ctx, NRT_READ, PT_REGS_PARM4(ctx));
}

SEC("uprobe")
int nrt_tensor_write(struct pt_regs *ctx)
{
	return count(ctx, NRT_WRITE, PT_REGS_PARM4(ctx));
}

SEC("uprobe")
int nrt_tensor_allocate(struct pt_regs *ctx)
{
	switch ((int)PT_REGS_PARM1(ctx)) {
	case 0:
		return count(ctx, NRT_ALLOCATE_DEVICE, PT_REGS_PARM3(ctx));
	case 1:
		return count(ctx, NRT_ALLOCATE_HOST, PT_REGS_PARM3(ctx));
	case 2:
		return count(ctx, NRT_ALLOCATE_VIRTUAL, PT_REGS_PARM3(ctx));
	default:
		return 0;
	}
}
