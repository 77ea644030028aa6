#include "tests/simulator/play/runtime_files.h"

#include <dlfcn.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "agent/base/file.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron::sim {
namespace {

TEST(RuntimeFiles, TheLibraryCanBeLoadedAndHasThePublicNames) {
  const TemporaryDirectory directory;
  const auto files = RuntimeFiles::Make(directory.path());
  ASSERT_TRUE(files.ok()) << files.status();
  void* library = dlopen((*files)->library().c_str(), RTLD_NOW | RTLD_LOCAL);
  ASSERT_NE(library, nullptr) << dlerror();
  for (const char* name : {"nrt_init",
                           "nrt_close",
                           "nrt_load",
                           "nrt_load_collectives",
                           "nrt_unload",
                           "nrt_execute",
                           "nrt_execute_repeat",
                           "nrta_execute_schedule",
                           "nrta_is_completed",
                           "nrta_get_completion_handle",
                           "nrta_tensor_write",
                           "nrta_tensor_read",
                           "nrta_tensor_copy",
                           "nrta_cc_schedule",
                           "nrt_tensor_allocate",
                           "nrt_tensor_free",
                           "nrt_tensor_read",
                           "nrt_tensor_write",
                           "nrt_tensor_read_batch",
                           "nrt_tensor_write_batch",
                           "nrt_build_global_comm",
                           "nrt_cc_global_comm_init",
                           "nrt_barrier",
                           "nrt_all_gather",
                           "nrt_get_visible_vnc_count",
                           "nrt_get_total_vnc_count",
                           "nrt_get_vnc_memory_stats",
                           "nrt_get_version",
                           "nrt_get_instance_info"}) {
    EXPECT_NE(dlsym(library, name), nullptr) << name;
  }
  dlclose(library);
}

TEST(RuntimeFiles, TheApplicationCanBeRun) {
  const TemporaryDirectory directory;
  const auto files = RuntimeFiles::Make(directory.path());
  ASSERT_TRUE(files.ok()) << files.status();
  EXPECT_EQ(access((*files)->application().c_str(), X_OK), 0);
}

TEST(RuntimeFiles, LeavesNothingBehind) {
  const TemporaryDirectory directory;
  { ASSERT_TRUE(RuntimeFiles::Make(directory.path()).ok()); }
  EXPECT_TRUE(ListDirectory(directory.path())->empty());
}

TEST(RuntimeFiles, SaysWhereItCouldNotBe) {
  const auto files = RuntimeFiles::Make("/nonexistent");
  EXPECT_EQ(files.status().code(), absl::StatusCode::kNotFound);
  EXPECT_NE(files.status().message().find("/nonexistent/neuron-sim."), absl::string_view::npos);
}

}  // namespace
}  // namespace neuron::sim
