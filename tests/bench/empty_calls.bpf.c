/*
 * Nothing at each system call: the least that tracing them can cost.
 */
#include <linux/types.h>
/* After the types. */
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

SEC("tp_btf/sys_enter")
int enter_call(void *ctx)
{
	(void)ctx;
	return 0;
}

SEC("tp_btf/sys_exit")
int leave_call(void *ctx)
{
	(void)ctx;
	return 0;
}
