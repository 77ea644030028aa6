// SPDX-License-Identifier: GPL-2.0
#include "tree.h"

#include <linux/kobject.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

#include "harm.h"

#define PATH_SIZE 96

struct directory {
	struct list_head list;
	struct kobject *kobject;
	char path[PATH_SIZE];
};

/* A file: a fixed text, or a number. */
struct leaf {
	struct list_head list;
	struct kobj_attribute attribute;
	struct neuron_device *nd;
	const char *text;
	atomic64_t number;
	char path[PATH_SIZE];
};

static ssize_t leaf_show(struct kobject *kobject, struct kobj_attribute *attribute, char *page)
{
	struct leaf *leaf = container_of(attribute, struct leaf, attribute);

	if (leaf->text)
		return sysfs_emit(page, "%s\n", leaf->text);
	return sysfs_emit(page, "%lld\n", atomic64_read(&leaf->number));
}

static ssize_t leaf_store(struct kobject *kobject, struct kobj_attribute *attribute,
			  const char *text, size_t size)
{
	struct leaf *leaf = container_of(attribute, struct leaf, attribute);

	note_harm(leaf->nd, "cleared %s", leaf->path);
	atomic64_set(&leaf->number, 0);
	return size;
}

static struct kobject *directory_of(struct neuron_device *nd, const char *path);

static struct kobject *new_directory(struct neuron_device *nd, const char *path)
{
	struct directory *made = kzalloc(sizeof(*made), GFP_KERNEL);

	if (!made)
		return NULL;
	strscpy(made->path, path, PATH_SIZE);
	made->kobject = kobject_create_and_add(kbasename(path), directory_of(nd, path));
	if (!made->kobject) {
		kfree(made);
		return NULL;
	}
	list_add(&made->list, &nd->directories);
	return made->kobject;
}

/* The directory that holds `path`, made if it is missing; NULL if it cannot be. */
static struct kobject *directory_of(struct neuron_device *nd, const char *path)
{
	const char *slash = strrchr(path, '/');
	char parent[PATH_SIZE];
	struct directory *known;

	if (!slash)
		return &nd->device->kobj;
	strscpy(parent, path, slash - path + 1);
	list_for_each_entry(known, &nd->directories, list)
		if (!strcmp(known->path, parent))
			return known->kobject;
	return new_directory(nd, parent);
}

static int add_leaf(struct neuron_device *nd, const char *path, const char *text, s64 number)
{
	struct kobject *directory = directory_of(nd, path);
	struct leaf *leaf = kzalloc(sizeof(*leaf), GFP_KERNEL);

	if (!directory || !leaf) {
		kfree(leaf);
		return -ENOMEM;
	}
	leaf->nd = nd;
	leaf->text = text;
	atomic64_set(&leaf->number, number);
	strscpy(leaf->path, path, PATH_SIZE);
	sysfs_attr_init(&leaf->attribute.attr);
	leaf->attribute.attr.name = kbasename(leaf->path);
	leaf->attribute.attr.mode = 0644;
	leaf->attribute.show = leaf_show;
	leaf->attribute.store = leaf_store;
	list_add(&leaf->list, &nd->leaves);
	return sysfs_create_file(directory, &leaf->attribute.attr);
}

static int add_counter(struct neuron_device *nd, const char *directory, const char *files)
{
	static const char *const names[] = { "total", "present", "peak" };
	char path[PATH_SIZE];
	int error = 0;
	int i;

	for (i = 0; i < ARRAY_SIZE(names) && !error; i++) {
		if (!strstr(files, names[i]))
			continue;
		snprintf(path, sizeof(path), "%s/%s", directory, names[i]);
		error = add_leaf(nd, path, NULL, 0);
	}
	return error;
}

static int add_core(struct neuron_device *nd, u32 core)
{
	static const struct {
		const char *directory;
		const char *files;
	} counters[] = {
		{ "status/success", "total present" },
		{ "status/failure", "total present" },
		{ "status/timeout", "total present" },
		{ "status/hw_error", "total present" },
		{ "status/hw_hbm_ue_error", "total present" },
		{ "other_info/inference_count", "total present" },
		{ "other_info/model_load_count", "total present" },
		{ "other_info/nc_time_in_use", "total present" },
		{ "other_info/reset_fail_count", "total present" },
		{ "other_info/reset_req_count", "total present" },
		{ "memory_usage/device_mem", "total present peak" },
		{ "memory_usage/device_mem/model_code", "total present peak" },
		{ "memory_usage/device_mem/tensors", "total present peak" },
		{ "memory_usage/host_mem", "total present peak" },
	};
	char path[PATH_SIZE];
	int error;
	int i;

	snprintf(path, sizeof(path), "neuron_core%u/info/architecture/arch_type", core);
	error = add_leaf(nd, path, "NCv2", 0);
	for (i = 0; i < ARRAY_SIZE(counters) && !error; i++) {
		snprintf(path, sizeof(path), "neuron_core%u/stats/%s", core, counters[i].directory);
		error = add_counter(nd, path, counters[i].files);
	}
	return error;
}

int tree_make(struct neuron_device *nd)
{
	static const char *const texts[][2] = {
		{ "info/notify_delay", "-1" },
		{ "info/architecture/arch_type", "NDv2" },
		{ "info/architecture/instance_type", "Trn1" },
		{ "info/architecture/device_name", "Trainium1" },
		{ "stats/hardware/sram_ecc_uncorrected", "0" },
		{ "stats/hardware/mem_ecc_uncorrected", "0" },
		{ "stats/hardware/mem_ecc_repairable_uncorrected", "0" },
	};
	char *serial = devm_kasprintf(nd->device, GFP_KERNEL, "1a2b3c4d5e%06x", nd->index);
	int error = serial ? add_leaf(nd, "info/serial_number", serial, 0) : -ENOMEM;
	int i;

	for (i = 0; i < ARRAY_SIZE(texts) && !error; i++)
		error = add_leaf(nd, texts[i][0], texts[i][1], 0);
	for (i = 0; i < CHIP_CORES && !error; i++)
		error = add_core(nd, i);
	if (!error)
		error = add_counter(nd, "stats/memory_usage/host_mem/driver_memory",
				    "total present peak");
	if (!error)
		error = add_leaf(nd, "stats/power/utilization",
				 "POWER_STATUS_NO_DATA,0,0.00,0.00,0.00", 0);
	return error;
}

void tree_remove(struct neuron_device *nd)
{
	struct directory *directory, *next_directory;
	struct leaf *leaf, *next_leaf;

	/* Youngest first, so children before their parents; waits for reads that are under way. */
	list_for_each_entry_safe(directory, next_directory, &nd->directories, list) {
		kobject_put(directory->kobject);
		kfree(directory);
	}
	list_for_each_entry_safe(leaf, next_leaf, &nd->leaves, list)
		kfree(leaf);
	INIT_LIST_HEAD(&nd->directories);
	INIT_LIST_HEAD(&nd->leaves);
}

void tree_count(struct neuron_device *nd, const char *counter)
{
	size_t size = strlen(counter);
	struct leaf *leaf;

	list_for_each_entry(leaf, &nd->leaves, list)
		if (!strncmp(leaf->path, counter, size) && leaf->path[size] == '/')
			atomic64_inc(&leaf->number);
}
