/* SPDX-License-Identifier: GPL-2.0 */
/* Which processes are attached to a chip, by thread group. All are called with the chip's lock. */
#ifndef STAND_IN_ATTACHMENTS_H
#define STAND_IN_ATTACHMENTS_H

#include "chip.h"

/* Counts one more open of this process; -EBUSY if it needs a slot and none is free. */
int npid_attach(struct neuron_device *nd);

/* Counts one open less; with the last one the slot is free. Nothing if not attached. */
void npid_detach(struct neuron_device *nd);

/* How many opens this process has. */
u32 attached_opens(struct neuron_device *nd);

bool is_attached_by_any(struct neuron_device *nd);

#endif
