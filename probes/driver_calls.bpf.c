/*
 * Tells of calls of the Neuron driver's own functions, each program of one of them. Costs nothing
 * but then. Reads what the kernel gave the driver, the file and its inode, and nothing that is the
 * driver's.
 */
#include <linux/ptrace.h>
#include "probes/kernel_types.bpf.h"
#include "probes/driver_call.h"
#include "probes/file_key.bpf.h"
/* After the types. */
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* The driver's own test for an open that attaches nothing. */
#define FREE_ACCESS 1

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} calls SEC(".maps");

__u64 drops[DRIVER_FUNCTIONS];

static void set_node(struct driver_call_record *call, struct file *file)
{
	__u32 dev = BPF_CORE_READ(file, f_inode, i_rdev);

	call->major = major_of(dev);
	call->minor = minor_of(dev);
	call->has_node = 1;
}

static int tell(enum driver_function function, struct file *file)
{
	struct driver_call_record *call = bpf_ringbuf_reserve(&calls, sizeof(*call), 0);

	if (!call) {
		__sync_fetch_and_add(&drops[function], 1);
		return 0;
	}
	__builtin_memset(call, 0, sizeof(*call));
	call->at_ns = bpf_ktime_get_ns();
	call->tgid = bpf_get_current_pid_tgid() >> 32;
	call->function = function;
	if (file)
		set_node(call, file);
	bpf_ringbuf_submit(call, 0);
	return 0;
}

static int tell_of_file(enum driver_function function, struct file *file)
{
	return BPF_CORE_READ(file, f_flags) & FREE_ACCESS ? 0 : tell(function, file);
}

SEC("kprobe")
int on_open(struct pt_regs *ctx)
{
	return tell_of_file(DRIVER_OPEN, (struct file *)PT_REGS_PARM2(ctx));
}

SEC("kprobe")
int on_attach(void *ctx __attribute__((unused)))
{
	return tell(DRIVER_ATTACH, NULL);
}

SEC("kprobe")
int on_flush(struct pt_regs *ctx)
{
	return tell_of_file(DRIVER_FLUSH, (struct file *)PT_REGS_PARM1(ctx));
}

SEC("kprobe")
int on_detach(void *ctx __attribute__((unused)))
{
	return tell(DRIVER_DETACH, NULL);
}

SEC("kprobe")
int on_release(struct pt_regs *ctx)
{
	return tell_of_file(DRIVER_RELEASE, (struct file *)PT_REGS_PARM2(ctx));
}

SEC("kprobe")
int on_reset(void *ctx __attribute__((unused)))
{
	return tell(DRIVER_RESET, NULL);
}
