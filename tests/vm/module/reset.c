// SPDX-License-Identifier: GPL-2.0
#include "reset.h"

#include <linux/ktime.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>

#include "tree.h"

#define RESET_MS 300

static bool fail_resets;
module_param(fail_resets, bool, 0600);
MODULE_PARM_DESC(fail_resets, "end every reset in the INVALID state");

static void count_on_core(struct neuron_device *nd, int nc, const char *counter)
{
	char path[64];

	snprintf(path, sizeof(path), "neuron_core%d/stats/other_info/%s", nc, counter);
	tree_count(nd, path);
}

PROBED void nsysfsmetric_inc_reset_req_count(struct neuron_device *nd, int nc)
{
	count_on_core(nd, nc, "reset_req_count");
}

PROBED void nsysfsmetric_inc_reset_fail_count(struct neuron_device *nd)
{
	int nc;

	for (nc = 0; nc < CHIP_CORES; nc++)
		count_on_core(nd, nc, "reset_fail_count");
}

/* The driver's own telemetry has no place here; probes may attach. */
PROBED void nmetric_increment_reset_failure_count(struct neuron_device *nd, bool device_reset)
{
	barrier();
}

PROBED void nmetric_set_reset_time_metrics(struct neuron_device *nd, u64 ms, bool device_reset)
{
	barrier();
}

static void end_reset(struct work_struct *work)
{
	struct neuron_device *nd =
		container_of(to_delayed_work(work), struct neuron_device, reset_end);

	if (fail_resets) {
		pr_err("neuron: nd%u: reset request failed\n", nd->index);
		nsysfsmetric_inc_reset_fail_count(nd);
		nmetric_increment_reset_failure_count(nd, true);
		WRITE_ONCE(nd->state, RESET_INVALID);
		return;
	}
	nmetric_set_reset_time_metrics(nd, ktime_ms_delta(ktime_get(), nd->reset_started), true);
	pr_info("neuron: nd%u: reset request completed\n", nd->index);
	WRITE_ONCE(nd->state, RESET_READY);
}

void reset_init(struct neuron_device *nd)
{
	INIT_DELAYED_WORK(&nd->reset_end, end_reset);
}

PROBED void nr_start_ncs(struct neuron_device *nd, u32 nc_map, u32 request_id)
{
	int nc;

	for (nc = 0; nc < CHIP_CORES; nc++)
		if (nc_map & BIT(nc))
			nsysfsmetric_inc_reset_req_count(nd, nc);
	pr_info("neuron: nd%u: initiating device reset request %u\n", nd->index, request_id);
	WRITE_ONCE(nd->state, RESET_RUNNING);
	nd->reset_started = ktime_get();
	mod_delayed_work(system_wq, &nd->reset_end, msecs_to_jiffies(RESET_MS));
}

void reset_cancel(struct neuron_device *nd)
{
	cancel_delayed_work_sync(&nd->reset_end);
}
