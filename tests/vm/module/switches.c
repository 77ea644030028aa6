// SPDX-License-Identifier: GPL-2.0
/*
 * What a test can make happen: echo 3 > /sys/module/neuron/parameters/vanish. The write returns when
 * it has happened, the uevent included.
 */
#include <linux/module.h>
#include <linux/moduleparam.h>

#include "chip.h"
#include "dma.h"
#include "tree.h"

static int set_appear(const char *text, const struct kernel_param *param)
{
	u32 index;
	int error = kstrtou32(text, 0, &index);

	return error ? error : chip_appear(index);
}
static const struct kernel_param_ops appear = { .set = set_appear };
module_param_cb(appear, &appear, NULL, 0200);
MODULE_PARM_DESC(appear, "the chip of this index comes");

static int set_vanish(const char *text, const struct kernel_param *param)
{
	u32 index;
	int error = kstrtou32(text, 0, &index);

	return error ? error : chip_vanish(index);
}
static const struct kernel_param_ops vanish = { .set = set_vanish };
module_param_cb(vanish, &vanish, NULL, 0200);
MODULE_PARM_DESC(vanish, "the chip of this index goes");

static int set_copy(const char *text, const struct kernel_param *param)
{
	u32 index;
	int error = kstrtou32(text, 0, &index);

	if (!error && index >= MAX_CHIPS)
		error = -EINVAL;
	if (!error)
		dma_pretend_copy(chip_at(index));
	return error;
}
static const struct kernel_param_ops copy = { .set = set_copy };
module_param_cb(copy, &copy, NULL, 0200);
MODULE_PARM_DESC(copy, "fires neuron:dma_memcpy for the chip of this index");

static int set_execute(const char *text, const struct kernel_param *param)
{
	u32 index;
	int error = kstrtou32(text, 0, &index);

	if (!error && (index >= MAX_CHIPS || !chip_at(index)->device))
		error = -EINVAL;
	if (!error)
		tree_count(chip_at(index), "neuron_core0/stats/status/success");
	return error;
}
static const struct kernel_param_ops execute = { .set = set_execute };
module_param_cb(execute, &execute, NULL, 0200);
MODULE_PARM_DESC(execute, "core 0 of the chip of this index has executed something");
