#include "tests/probes/scripted_libnrt.h"

#include <atomic>
#include <ctime>

#define EXPORT __attribute__((visibility("default"), noinline))

namespace {

int StatusIn(const void* argument) {
  return static_cast<int>(reinterpret_cast<std::intptr_t>(argument));
}

constexpr int kHeld = -1;
std::atomic<bool> held = false;
std::atomic<bool> released = false;

}  // namespace

EXPORT int scripted_is_held() { return held; }
EXPORT void scripted_release() { released = true; }

EXPORT int nrt_init(int framework, const char*, const char*) { return framework; }
EXPORT void nrt_close() {}

EXPORT int nrt_load_collectives(const void* neff, size_t, int32_t, int32_t, uint32_t, uint32_t,
                                void**) {
  return StatusIn(neff);
}
EXPORT int nrt_load(const void* neff, size_t size, int32_t vnc, int32_t count, void** model) {
  const int status = nrt_load_collectives(neff, size, vnc, count, 0, 1, model);
  return status == 0 ? 0 : status;
}
EXPORT int nrt_unload(void* model) { return StatusIn(model); }

EXPORT int nrt_execute(void* model, const void*, void*) {
  const int status = StatusIn(model);
  if (status == kHeld) {
    held = true;
  }
  while (status == kHeld && !released) {
    const timespec slice = {0, 1'000'000};
    nanosleep(&slice, nullptr);
  }
  return status == kHeld ? 0 : status;
}
EXPORT int nrt_execute_repeat(void* model, const void* in, void* out, int repeat) {
  int status = 0;
  for (int i = 0; i < repeat; ++i) {
    status = nrt_execute(model, in, out);
  }
  return status;
}
EXPORT int nrta_execute_schedule(void* model, const void*, void*, int, void*, uint64_t*) {
  return StatusIn(model);
}

EXPORT int nrt_tensor_allocate(int, int, size_t, const char*, void**) { return 0; }
EXPORT int nrt_tensor_read(const void*, void*, size_t, size_t) { return 0; }
EXPORT int nrt_tensor_write(void*, const void*, size_t, size_t) { return 0; }
