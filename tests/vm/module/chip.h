/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A stand-in for the AWS Neuron driver on a trn1 host: its names, nodes and answers, no hardware.
 *
 * One chip. It exists while `device` is set; what is inside belongs to whoever holds `lock`.
 */
#ifndef STAND_IN_CHIP_H
#define STAND_IN_CHIP_H

#include <linux/device.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>

#define MAX_CHIPS 64
#define CHIP_CORES 2
/* Processes that may be attached to a chip at a time. */
#define CHIP_SLOTS 16

/* For functions that probes attach to: they keep their name and are called. */
#define PROBED noinline __noclone

enum reset_state { RESET_RUNNING = 0, RESET_READY = 1, RESET_INVALID = 2 };

struct neuron_device {
	u32 index;
	struct mutex lock;
	struct device *device;
	/* Until then an open falls into the window of the driver's probe. */
	bool tree_complete;
	struct {
		pid_t tgid;
		u32 opens;
	} slots[CHIP_SLOTS];
	enum reset_state state;
	ktime_t reset_started;
	struct delayed_work reset_end;
	/* Not below `lock`: they change only while no reset, which counts, can be running. */
	struct list_head directories;
	struct list_head leaves;
};

int chips_init(dev_t first);
void chips_exit(void);

struct neuron_device *chip_at(u32 index);

/* How many chips there were when the module was loaded. */
u32 chip_count(void);

/* Makes a chip as the driver does: the node first, the sysfs tree after it. */
int chip_appear(u32 index);

/* -ENODEV if there is no such chip. */
int chip_vanish(u32 index);

#endif
