#include "tests/simulator/libnrt/nrt.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>

namespace {

// What needs devices is in played_workloads_test.cc.
TEST(Nrt, NothingWorksBeforeInit) {
  nrt_model* model = nullptr;
  nrt_tensor* tensor = nullptr;
  std::uint32_t count = 0;
  EXPECT_EQ(nrt_load("", 0, 0, 1, &model), kNrtUninitialised);
  EXPECT_EQ(nrt_load_collectives("", 0, 0, 1, 0, 1, &model), kNrtUninitialised);
  EXPECT_EQ(nrt_unload(model), kNrtUninitialised);
  EXPECT_EQ(nrt_execute(model, nullptr, nullptr), kNrtUninitialised);
  EXPECT_EQ(nrt_execute_repeat(model, nullptr, nullptr, 2), kNrtUninitialised);
  EXPECT_EQ(nrt_tensor_allocate(0, 0, 8, "in", &tensor), kNrtUninitialised);
  EXPECT_EQ(nrt_get_visible_vnc_count(&count), kNrtUninitialised);
  EXPECT_EQ(nrt_get_total_vnc_count(&count), kNrtUninitialised);
  EXPECT_EQ(nrt_tensor_read(nullptr, nullptr, 0, 0), kNrtInvalidHandle);
  EXPECT_EQ(nrt_tensor_write(nullptr, nullptr, 0, 0), kNrtInvalidHandle);
  nrt_tensor_free(&tensor);
  nrt_close();
}

TEST(Nrt, InitSaysThatThereIsNoDevice) {
  setenv("NEURON_SIM_DEV_ROOT", "/nonexistent", 1);
  EXPECT_EQ(nrt_init(1, "", ""), kNrtFailure);
  EXPECT_EQ(errno, ENODEV);
}

TEST(Nrt, InitSaysThatTheEnvironmentIsWrong) {
  setenv("NEURON_RT_VISIBLE_CORES", "all", 1);
  EXPECT_EQ(nrt_init(1, "", ""), kNrtInvalid);
  unsetenv("NEURON_RT_VISIBLE_CORES");
}

TEST(Nrt, WhatIsOnlyExportedAnswersInvalid) {
  EXPECT_EQ(nrt_barrier(), kNrtInvalid);
  EXPECT_EQ(nrta_tensor_copy(), kNrtInvalid);
  EXPECT_EQ(nrt_get_version(), kNrtInvalid);
}

}  // namespace
