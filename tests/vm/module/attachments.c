// SPDX-License-Identifier: GPL-2.0
#include "attachments.h"

#include <linux/printk.h>
#include <linux/sched.h>

#define NO_SLOT (-1)

static int slot_of(struct neuron_device *nd, pid_t tgid)
{
	int slot;

	for (slot = 0; slot < CHIP_SLOTS; slot++)
		if (nd->slots[slot].tgid == tgid)
			return slot;
	return NO_SLOT;
}

static void log_slots(struct neuron_device *nd)
{
	int slot;

	pr_err("neuron: nd%u: pid %d failed to open\n", nd->index, task_tgid_nr(current));
	for (slot = 0; slot < CHIP_SLOTS; slot++)
		pr_err("neuron: nd%u: usage: slot %d pid %d\n", nd->index, slot,
		       nd->slots[slot].tgid);
}

PROBED int npid_attach(struct neuron_device *nd)
{
	pid_t tgid = task_tgid_nr(current);
	int slot = slot_of(nd, tgid);

	if (slot == NO_SLOT) {
		/* A free one. */
		slot = slot_of(nd, 0);
		if (slot == NO_SLOT) {
			log_slots(nd);
			return -EBUSY;
		}
		nd->slots[slot].tgid = tgid;
		pr_info("neuron: npid_attach: pid=%d, slot=%d\n", tgid, slot);
	}
	nd->slots[slot].opens++;
	return 0;
}

PROBED void npid_detach(struct neuron_device *nd)
{
	pid_t tgid = task_tgid_nr(current);
	int slot = slot_of(nd, tgid);

	if (slot == NO_SLOT || --nd->slots[slot].opens > 0)
		return;
	pr_info("neuron: npid_detach: pid=%d, slot=%d\n", tgid, slot);
	nd->slots[slot].tgid = 0;
}

u32 attached_opens(struct neuron_device *nd)
{
	int slot = slot_of(nd, task_tgid_nr(current));

	return slot == NO_SLOT ? 0 : nd->slots[slot].opens;
}

bool is_attached_by_any(struct neuron_device *nd)
{
	int slot;

	for (slot = 0; slot < CHIP_SLOTS; slot++)
		if (nd->slots[slot].tgid)
			return true;
	return false;
}
