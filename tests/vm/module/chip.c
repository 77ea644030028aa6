// SPDX-License-Identifier: GPL-2.0
#include "chip.h"

#include <linux/delay.h>
#include <linux/err.h>
#include <linux/moduleparam.h>
#include <linux/sched.h>

#include "attachments.h"
#include "harm.h"
#include "reset.h"
#include "tree.h"

static unsigned int chips = 16;
module_param(chips, uint, 0400);
MODULE_PARM_DESC(chips, "how many chips there are when the module is loaded");

static unsigned int probe_window_ms;
module_param(probe_window_ms, uint, 0600);
MODULE_PARM_DESC(probe_window_ms, "how long a chip's node is there before its sysfs tree is");

static struct neuron_device all[MAX_CHIPS];
static struct class *chip_class;
static dev_t first_number;
/* Held while a chip is made or removed. Never inside a chip's lock: that would wait for readers. */
static DEFINE_MUTEX(hot_plug);

static ssize_t core_count_show(struct device *device, struct device_attribute *attribute,
			       char *page)
{
	/* Without a line feed, as the driver has it. */
	return sysfs_emit(page, "%d", CHIP_CORES);
}
static DEVICE_ATTR(core_count, 0400, core_count_show, NULL);

static ssize_t connected_devices_show(struct device *device, struct device_attribute *attribute,
				      char *page)
{
	struct neuron_device *nd = dev_get_drvdata(device);
	u32 row = nd->index & ~3u;

	if (chips != 16)
		return sysfs_emit(page, "\n");
	/* A 4 x 4 torus. */
	return sysfs_emit(page, "%u, %u, %u, %u\n", (nd->index - 4) & 15, row | ((nd->index - 1) & 3),
			  (nd->index + 4) & 15, row | ((nd->index + 1) & 3));
}
static DEVICE_ATTR(connected_devices, 0400, connected_devices_show, NULL);

static ssize_t reset_show(struct device *device, struct device_attribute *attribute, char *page)
{
	struct neuron_device *nd = dev_get_drvdata(device);

	return sysfs_emit(page, "%d\n", READ_ONCE(nd->state));
}

static ssize_t reset_store(struct device *device, struct device_attribute *attribute,
			   const char *text, size_t size)
{
	struct neuron_device *nd = dev_get_drvdata(device);

	note_harm(nd, "reset");
	mutex_lock(&nd->lock);
	if (nd->device && !is_attached_by_any(nd))
		nr_start_ncs(nd, WHOLE_CHIP, task_tgid_nr(current));
	mutex_unlock(&nd->lock);
	return size;
}
static DEVICE_ATTR(reset, 0600, reset_show, reset_store);

static struct attribute *chip_attributes[] = {
	&dev_attr_core_count.attr,
	&dev_attr_connected_devices.attr,
	&dev_attr_reset.attr,
	NULL,
};
static const struct attribute_group chip_group = { .attrs = chip_attributes };

static char *node_of(struct device *device, umode_t *mode)
{
	/* What the udev rule of the driver's package sees to. */
	if (mode)
		*mode = 0666;
	return NULL;
}

struct neuron_device *chip_at(u32 index)
{
	return &all[index];
}

u32 chip_count(void)
{
	return chips;
}

static void remove_chip(struct neuron_device *nd)
{
	struct device *device = nd->device;

	mutex_lock(&nd->lock);
	nd->device = NULL;
	nd->tree_complete = false;
	mutex_unlock(&nd->lock);
	reset_cancel(nd);
	tree_remove(nd);
	device_unregister(device);
}

static int fill_chip(struct neuron_device *nd)
{
	int error;

	if (probe_window_ms)
		msleep(probe_window_ms);
	error = sysfs_create_group(&nd->device->kobj, &chip_group);
	if (!error)
		error = tree_make(nd);
	if (error)
		return error;
	mutex_lock(&nd->lock);
	nd->tree_complete = true;
	nr_start_ncs(nd, WHOLE_CHIP, BY_THE_DRIVER);
	mutex_unlock(&nd->lock);
	return 0;
}

static int make_chip(struct neuron_device *nd)
{
	struct device *device = device_create(chip_class, NULL, first_number + nd->index, nd,
					      "neuron%u", nd->index);
	int error;

	if (IS_ERR(device))
		return PTR_ERR(device);
	nd->state = RESET_RUNNING;
	nd->device = device;
	error = fill_chip(nd);
	if (error)
		remove_chip(nd);
	return error;
}

int chip_appear(u32 index)
{
	int error = -EEXIST;

	if (index >= MAX_CHIPS)
		return -EINVAL;
	mutex_lock(&hot_plug);
	if (!all[index].device)
		error = make_chip(&all[index]);
	mutex_unlock(&hot_plug);
	return error;
}

int chip_vanish(u32 index)
{
	int error = -ENODEV;

	if (index >= MAX_CHIPS)
		return -EINVAL;
	mutex_lock(&hot_plug);
	if (all[index].device) {
		remove_chip(&all[index]);
		error = 0;
	}
	mutex_unlock(&hot_plug);
	return error;
}

void chips_exit(void)
{
	u32 index;

	for (index = 0; index < MAX_CHIPS; index++)
		chip_vanish(index);
	class_destroy(chip_class);
}

int chips_init(dev_t first)
{
	int error = 0;
	u32 index;

	first_number = first;
	chip_class = class_create(THIS_MODULE, "neuron_device");
	if (IS_ERR(chip_class))
		return PTR_ERR(chip_class);
	chip_class->devnode = node_of;
	for (index = 0; index < MAX_CHIPS; index++) {
		all[index].index = index;
		mutex_init(&all[index].lock);
		INIT_LIST_HEAD(&all[index].directories);
		INIT_LIST_HEAD(&all[index].leaves);
		reset_init(&all[index]);
	}
	for (index = 0; index < chips && !error; index++)
		error = chip_appear(index);
	if (error)
		chips_exit();
	return error;
}
