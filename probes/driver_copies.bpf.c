/*
 * Sums the copies that the Neuron driver makes, by its tracepoint neuron:dma_memcpy.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "probes/driver_copy.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* Known when the program is loaded: the driver has no BTF. */
const volatile struct driver_copy_layout layout;

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, DRIVER_COPY_CORES);
	__type(key, struct driver_copy_core);
	__type(value, struct driver_copy_sum);
} sums SEC(".maps");

/* Copies for which the map had no room. */
__u64 drops;

static __u32 field(void *record, __u32 offset)
{
	__u32 value = 0;

	bpf_probe_read_kernel(&value, sizeof(value), record + offset);
	return value;
}

SEC("tracepoint")
int count_copy(void *record)
{
	struct driver_copy_core core = {
		.device_index = field(record, layout.device_index),
		.nc_id = field(record, layout.nc_id),
	};
	struct driver_copy_sum none = {};
	struct driver_copy_sum *sum = bpf_map_lookup_elem(&sums, &core);

	if (!sum) {
		/* Another processor may be first. */
		bpf_map_update_elem(&sums, &core, &none, BPF_NOEXIST);
		sum = bpf_map_lookup_elem(&sums, &core);
	}
	if (!sum) {
		__sync_fetch_and_add(&drops, 1);
		return 0;
	}
	sum->bytes += field(record, layout.size);
	sum->copies++;
	return 0;
}
