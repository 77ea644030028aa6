/* SPDX-License-Identifier: GPL-2.0 */
/* What a chip shows in its sysfs directory, below the files of the directory itself. */
#ifndef STAND_IN_TREE_H
#define STAND_IN_TREE_H

#include "chip.h"

/* Makes all of it, stats/power/utilization last. On failure what was made is left to tree_remove. */
int tree_make(struct neuron_device *nd);

void tree_remove(struct neuron_device *nd);

/* Adds one to a counter: "neuron_core0/stats/status/success". */
void tree_count(struct neuron_device *nd, const char *counter);

#endif
