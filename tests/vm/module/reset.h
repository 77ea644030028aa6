/* SPDX-License-Identifier: GPL-2.0 */
/* Resets, which here take 300 ms and touch nothing. */
#ifndef STAND_IN_RESET_H
#define STAND_IN_RESET_H

#include "chip.h"

#define WHOLE_CHIP 0xffffffffu
#define BY_THE_DRIVER 0xffffffffu

void reset_init(struct neuron_device *nd);

/* Starts one, which ends in RESET_READY, or in RESET_INVALID if resets are switched to fail. */
void nr_start_ncs(struct neuron_device *nd, u32 nc_map, u32 request_id);

/* After the chip is marked as gone: no reset is running, and none will end. */
void reset_cancel(struct neuron_device *nd);

void nsysfsmetric_inc_reset_req_count(struct neuron_device *nd, int nc);
void nsysfsmetric_inc_reset_fail_count(struct neuron_device *nd);
void nmetric_increment_reset_failure_count(struct neuron_device *nd, bool device_reset);
void nmetric_set_reset_time_metrics(struct neuron_device *nd, u64 ms, bool device_reset);

#endif
