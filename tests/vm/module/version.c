// SPDX-License-Identifier: GPL-2.0
#include "version.h"

#include <linux/module.h>

const u64 driver_features = DRIVER_FEATURES;

MODULE_VERSION(DRIVER_VERSION);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A stand-in for the AWS Neuron driver, for tests");
