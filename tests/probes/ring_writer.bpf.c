/* Writes a record into a ring buffer, whenever a test runs it. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} ring SEC(".maps");

/* Returns 0, or less if the ring is full. */
SEC("raw_tp")
int write_record(struct bpf_raw_tracepoint_args *ctx)
{
	__u64 record = ctx->args[0];

	return bpf_ringbuf_output(&ring, &record, sizeof(record), 0);
}
