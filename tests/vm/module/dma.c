// SPDX-License-Identifier: GPL-2.0
#include "dma.h"

#define CREATE_TRACE_POINTS
#include "trace.h"

void dma_pretend_copy(struct neuron_device *nd)
{
	trace_dma_memcpy(nd->index, 1, 0x1000, 0x2000, 4096, 3);
}
