// SPDX-License-Identifier: GPL-2.0
/* The device nodes, and the module's beginning and end. */
#include <linux/cdev.h>
#include <linux/delay.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/sched/signal.h>

#include "attachments.h"
#include "chip.h"
#include "harm.h"
#include "ioctls.h"

#define DETACH_MS 10

int ncdev_open(struct inode *inode, struct file *file);
int ncdev_flush(struct file *file, fl_owner_t owner);
int ncdev_release(struct inode *inode, struct file *file);
long ncdev_ioctl(struct file *file, unsigned int request, unsigned long argument);

static dev_t first_number;
static struct cdev char_device;

/* Nothing else tells free access from a full attach. */
static bool has_free_access(const struct file *file)
{
	return file->f_flags & 1;
}

static int wait_for_reset(struct neuron_device *nd)
{
	while (READ_ONCE(nd->state) == RESET_RUNNING) {
		if (fatal_signal_pending(current))
			return -EINTR;
		cond_resched();
	}
	return READ_ONCE(nd->state) == RESET_READY ? 0 : -EINVAL;
}

static int attach(struct neuron_device *nd)
{
	int error = wait_for_reset(nd);

	note_harm(nd, "full attach");
	if (error)
		return error;
	mutex_lock(&nd->lock);
	error = nd->device ? npid_attach(nd) : -ENODEV;
	mutex_unlock(&nd->lock);
	return error;
}

PROBED int ncdev_open(struct inode *inode, struct file *file)
{
	struct neuron_device *nd = chip_at(iminor(inode));

	file->private_data = nd;
	if (!READ_ONCE(nd->tree_complete)) {
		/* Where old drivers follow a null pointer. */
		note_harm(nd, "opened before its sysfs tree was there");
		return -ENODEV;
	}
	return has_free_access(file) ? 0 : attach(nd);
}

PROBED int ncdev_flush(struct file *file, fl_owner_t owner)
{
	struct neuron_device *nd = file->private_data;

	if (has_free_access(file))
		return 0;
	mutex_lock(&nd->lock);
	if (attached_opens(nd) == 1)
		msleep(DETACH_MS);
	npid_detach(nd);
	mutex_unlock(&nd->lock);
	return 0;
}

PROBED int ncdev_release(struct inode *inode, struct file *file)
{
	return 0;
}

PROBED long ncdev_ioctl(struct file *file, unsigned int request, unsigned long argument)
{
	struct neuron_device *nd = file->private_data;

	if (!READ_ONCE(nd->device))
		return -ENODEV;
	return ioctl_answer(nd, request, (void __user *)argument);
}

static const struct file_operations operations = {
	.owner = THIS_MODULE,
	.open = ncdev_open,
	.flush = ncdev_flush,
	.release = ncdev_release,
	.unlocked_ioctl = ncdev_ioctl,
};

static int __init stand_in_init(void)
{
	int error = alloc_chrdev_region(&first_number, 0, MAX_CHIPS, "neuron");

	if (error)
		return error;
	cdev_init(&char_device, &operations);
	char_device.owner = THIS_MODULE;
	error = cdev_add(&char_device, first_number, MAX_CHIPS);
	if (error)
		goto no_device;
	error = chips_init(first_number);
	if (error)
		goto no_chips;
	return 0;

no_chips:
	cdev_del(&char_device);
no_device:
	unregister_chrdev_region(first_number, MAX_CHIPS);
	return error;
}
module_init(stand_in_init);

static void __exit stand_in_exit(void)
{
	chips_exit();
	cdev_del(&char_device);
	unregister_chrdev_region(first_number, MAX_CHIPS);
}
module_exit(stand_in_exit);
