// SPDX-License-Identifier: GPL-2.0
#include "ioctls.h"

#include <linux/errno.h>
#include <linux/ioctl.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "harm.h"
#include "version.h"

#define DEVICE_BASIC_INFO 0x40084e64
#define COMPATIBLE_VERSION 0x40084e5d
#define DEVICE_BDF_EXT 0x80084e6a
#define GET_LOGICAL_TO_PHYSICAL_NC_MAP 0xc0104e78
/* The driver goes by these numbers alone, whatever the size and the direction. */
#define DRIVER_INFO_NR 110
#define RID_MAP_NR 115
#define POD_INFO_NR 121
#define POD_STATUS_NR 122

#define ARCHITECTURE_V2 2
#define POD_STATE_SINGLE_NODE 4

struct driver_info {
	u32 architecture;
	u32 revision;
	u32 version;
	u32 size;
	u64 features;
};

struct bdf_ext {
	u32 index;
	u32 domain;
	u32 bus;
	u8 slot;
	u8 function;
	u8 padding[2];
};

struct rid_map {
	u32 count;
	u32 routing_ids[MAX_CHIPS];
};

struct pod_info {
	u16 size;
	u8 type;
	u8 id[256];
	u8 pod_size;
};

struct pod_status {
	u16 size;
	u8 id[256];
	u8 padding[2];
	u32 state;
	u8 type;
	u8 pod_size;
	s8 node;
	u8 more_padding;
	/* Only in the second version of the request. */
	u32 mode;
	u32 modes_supported;
};
#define POD_STATUS_V1_SIZE 268

static_assert(sizeof(struct driver_info) == 24);
static_assert(sizeof(struct bdf_ext) == 16);
static_assert(sizeof(struct rid_map) == 260);
static_assert(sizeof(struct pod_info) == 260);
static_assert(sizeof(struct pod_status) == 276);

static long give(void __user *argument, const void *answer, size_t size)
{
	return copy_to_user(argument, answer, size) ? -EFAULT : 0;
}

/* trn1's: which place in the torus chip N has. */
static u32 routing_id_of(u32 index)
{
	static const u32 ids[] = { 0, 2, 6, 4, 1, 3, 7, 5, 9, 11, 15, 13, 8, 10, 14, 12 };

	return index < ARRAY_SIZE(ids) ? ids[index] : index;
}

static long driver_info(struct neuron_device *nd, unsigned int request, void __user *argument)
{
	const struct driver_info answer = {
		.architecture = ARCHITECTURE_V2,
		.size = sizeof(answer),
		.features = driver_features,
	};

	if (_IOC_DIR(request) == _IOC_WRITE)
		return -ENOTSUPP;
	if (_IOC_DIR(request) != _IOC_READ || _IOC_SIZE(request) < sizeof(answer))
		return -EINVAL;
	return give(argument, &answer, sizeof(answer));
}

static long bdf_ext(struct neuron_device *nd, void __user *argument)
{
	struct bdf_ext answer = {};
	u32 chip;

	if (copy_from_user(&answer.index, argument, sizeof(answer.index)))
		return -EFAULT;
	if (answer.index)
		note_harm(nd, "asked for the PCI address of a chip %u further on", answer.index);
	chip = (nd->index + answer.index) & 0xff;
	/* Where the driver crashes, and where it says no. */
	if (chip >= MAX_CHIPS || !READ_ONCE(chip_at(chip)->device))
		return -EINVAL;
	answer.slot = 0x10 + routing_id_of(chip);
	return give(argument, &answer, sizeof(answer));
}

static long rid_map(void __user *argument)
{
	struct rid_map answer = { .count = chip_count() };
	u32 chip;

	for (chip = 0; chip < answer.count && chip < MAX_CHIPS; chip++)
		answer.routing_ids[chip] = routing_id_of(chip);
	return give(argument, &answer, sizeof(answer));
}

static long pod_info(void __user *argument)
{
	struct pod_info answer = {};

	if (copy_from_user(&answer.size, argument, sizeof(answer.size)))
		return -EFAULT;
	return answer.size == sizeof(answer) ? give(argument, &answer, sizeof(answer)) : -EINVAL;
}

static long pod_status(void __user *argument)
{
	struct pod_status answer = { .state = POD_STATE_SINGLE_NODE, .node = -1 };

	if (copy_from_user(&answer.size, argument, sizeof(answer.size)))
		return -EFAULT;
	if (answer.size != POD_STATUS_V1_SIZE && answer.size != sizeof(answer))
		return -EINVAL;
	return give(argument, &answer, answer.size);
}

long ioctl_answer(struct neuron_device *nd, unsigned int request, void __user *argument)
{
	static const u32 basic_info[] = { ARCHITECTURE_V2, 0 };
	static const u32 runtime_abi_max_min[] = { 7, 5 };

	switch (request) {
	case DEVICE_BASIC_INFO:
		return give(argument, basic_info, sizeof(basic_info));
	case COMPATIBLE_VERSION:
		return give(argument, runtime_abi_max_min, sizeof(runtime_abi_max_min));
	case DEVICE_BDF_EXT:
		return bdf_ext(nd, argument);
	case GET_LOGICAL_TO_PHYSICAL_NC_MAP:
		return -ENOTSUPP;
	}
	switch (_IOC_TYPE(request) == 'N' ? _IOC_NR(request) : 0) {
	case DRIVER_INFO_NR:
		return driver_info(nd, request, argument);
	case RID_MAP_NR:
		return rid_map(argument);
	case POD_INFO_NR:
		return pod_info(argument);
	case POD_STATUS_NR:
		return pod_status(argument);
	}
	note_harm(nd, "invalid IOCTL %#x", request);
	return -EINVAL;
}
