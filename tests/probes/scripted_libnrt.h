#ifndef TESTS_PROBES_SCRIPTED_LIBNRT_H_
#define TESTS_PROBES_SCRIPTED_LIBNRT_H_

#include <cstddef>
#include <cstdint>

// A libnrt that does what its caller says: functions return what they are given for a model (or a
// framework, or bytes of a NEFF), so that a test can name any status. To be found by dlsym; any
// thread.
extern "C" {

int nrt_init(int framework, const char* framework_version, const char* fal_version);
void nrt_close();

// Calls nrt_load_collectives, as one exported function may call another.
int nrt_load(const void* neff, std::size_t size, std::int32_t vnc, std::int32_t vnc_count,
             void** model);
int nrt_load_collectives(const void* neff, std::size_t size, std::int32_t vnc,
                         std::int32_t vnc_count, std::uint32_t device, std::uint32_t devices,
                         void** model);
int nrt_unload(void* model);

// A status of -1 takes until scripted_release() is called, and is 0 then.
int nrt_execute(void* model, const void* in, void* out);
int nrt_execute_repeat(void* model, const void* in, void* out, int repeat);
int nrta_execute_schedule(void* model, const void* in, void* out, int queue, void* errors,
                          std::uint64_t* sequence);

int nrt_tensor_allocate(int placement, int vnc, std::size_t size, const char* name, void** tensor);
int nrt_tensor_read(const void* tensor, void* buffer, std::size_t offset, std::size_t size);
int nrt_tensor_write(void* tensor, const void* buffer, std::size_t offset, std::size_t size);

// Whether an execution that is to be released has begun: 0 or 1.
int scripted_is_held();
void scripted_release();

}  // extern "C"

#endif  // TESTS_PROBES_SCRIPTED_LIBNRT_H_
