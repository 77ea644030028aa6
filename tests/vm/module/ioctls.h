/* SPDX-License-Identifier: GPL-2.0 */
/* The driver's answers to the requests that a watcher may make. */
#ifndef STAND_IN_IOCTLS_H
#define STAND_IN_IOCTLS_H

#include "chip.h"

/* -EINVAL, and a line of harm in the log, for every other request. */
long ioctl_answer(struct neuron_device *nd, unsigned int request, void __user *argument);

#endif
