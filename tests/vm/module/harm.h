/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Says in the kernel log what a mere watcher must never do, and who did it. The name is that of the
 * process, whatever its threads are called.
 */
#ifndef STAND_IN_HARM_H
#define STAND_IN_HARM_H

#include <linux/printk.h>
#include <linux/sched/signal.h>

#include "chip.h"

#define note_harm(nd, what, ...)                                                              \
	pr_err("neuron: harm: nd%u: " what ": pid %d (%s)\n", (nd)->index, ##__VA_ARGS__,      \
	       task_tgid_nr(current), current->group_leader->comm)

#endif
