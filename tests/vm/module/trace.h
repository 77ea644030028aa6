/* SPDX-License-Identifier: GPL-2.0 */
/* The tracepoint neuron:dma_memcpy, with the driver's fields in the driver's order. */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM neuron

#if !defined(STAND_IN_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define STAND_IN_TRACE_H

#include <linux/tracepoint.h>

TRACE_EVENT(dma_memcpy,
	TP_PROTO(u32 device_index, u32 nc_id, u64 src, u64 dst, u32 size, u32 pending_transfers),
	TP_ARGS(device_index, nc_id, src, dst, size, pending_transfers),
	TP_STRUCT__entry(
		__field(u32, device_index)
		__field(u32, nc_id)
		__field(u64, src)
		__field(u64, dst)
		__field(u32, size)
		__field(u32, pending_transfers)
	),
	TP_fast_assign(
		__entry->device_index = device_index;
		__entry->nc_id = nc_id;
		__entry->src = src;
		__entry->dst = dst;
		__entry->size = size;
		__entry->pending_transfers = pending_transfers;
	),
	TP_printk("nd%u nc%u src=%#llx dst=%#llx size=%u pending=%u", __entry->device_index,
		  __entry->nc_id, __entry->src, __entry->dst, __entry->size,
		  __entry->pending_transfers)
);

#endif

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
