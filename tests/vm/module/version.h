/* SPDX-License-Identifier: GPL-2.0 */
/* What differs between two builds of the module; /sys/module/neuron/version is the other half. */
#ifndef STAND_IN_VERSION_H
#define STAND_IN_VERSION_H

#include <linux/types.h>

/* The answer of DRIVER_INFO_GET. */
extern const u64 driver_features;

#endif
