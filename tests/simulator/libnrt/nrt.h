#ifndef TESTS_SIMULATOR_LIBNRT_NRT_H_
#define TESTS_SIMULATOR_LIBNRT_NRT_H_

#include <stddef.h>
#include <stdint.h>

// What the stand-in for libnrt.so.1 exports: our own statement of the public C interface of the
// Neuron runtime (neuron-driver.md §10.2), for processes that are to look like real applications.
// The names and the signatures are those of the real library; what is behind them computes nothing.
//
// Results are status codes; 0 is success. The environment plans the work:
//
//   NEURON_RT_VISIBLE_CORES      as for the real one: "0-3,8", logical cores over the whole host
//   NEURON_LOGICAL_NC_CONFIG     as for the real one: 1 or 2; 2 if unset on Trainium2 and later
//   NEURON_SIM_DEV_ROOT          where neuronN are; /dev if unset
//   NEURON_SIM_LATENCY_US        how long an execution takes; 1000 if unset
//   NEURON_SIM_TIME_UNIT         of the time in use: "us", or "ps"; us if unset
//   NEURON_SIM_STATUS            executions of each model that end otherwise: "1201@5,101@9"

#define NRT_API extern "C" __attribute__((visibility("default"), noinline))

// The status codes that this library gives by itself.
enum : int {
  kNrtSuccess = 0,
  kNrtFailure = 1,
  kNrtInvalid = 2,
  kNrtInvalidHandle = 3,
  kNrtResource = 4,
  kNrtUninitialised = 13,
};

struct nrt_model;
struct nrt_tensor;
struct nrt_tensor_set;
struct nrta_error_tracker;

// Opens the devices of the visible cores O_RDWR and makes a datastore on each. Not in more than one
// thread; again only after nrt_close.
NRT_API int nrt_init(int framework, const char* framework_version, const char* fal_version);
NRT_API void nrt_close();

// Takes device memory for a model on a logical core (-1: the first visible one). The bytes of the
// NEFF are not read.
NRT_API int nrt_load(const void* neff, size_t size, int32_t vnc, int32_t vnc_count,
                     nrt_model** model);
NRT_API int nrt_load_collectives(const void* neff, size_t size, int32_t vnc, int32_t vnc_count,
                                 uint32_t context, uint32_t contexts, nrt_model** model);
NRT_API int nrt_unload(nrt_model* model);

// Takes the planned time, and counts. One thread at a time for one model.
NRT_API int nrt_execute(nrt_model* model, const nrt_tensor_set* in, nrt_tensor_set* out);
NRT_API int nrt_execute_repeat(nrt_model* model, const nrt_tensor_set* in, nrt_tensor_set* out,
                               int repeat);

// Executed before it returns; so its sequence number is always completed.
NRT_API int nrta_execute_schedule(nrt_model* model, const nrt_tensor_set* in, nrt_tensor_set* out,
                                  int queue, nrta_error_tracker* errors, uint64_t* sequence);
NRT_API int nrta_is_completed(uint64_t sequence, bool* completed);

// Placement: 0 device, 1 host, 2 virtual (nothing is taken).
NRT_API int nrt_tensor_allocate(int placement, int vnc, size_t size, const char* name,
                                nrt_tensor** tensor);
NRT_API void nrt_tensor_free(nrt_tensor** tensor);
// Within the tensor's size; no bytes are kept: what is read is zero.
NRT_API int nrt_tensor_read(const nrt_tensor* tensor, void* buffer, size_t offset, size_t size);
NRT_API int nrt_tensor_write(nrt_tensor* tensor, const void* buffer, size_t offset, size_t size);

NRT_API int nrt_get_visible_vnc_count(uint32_t* count);
NRT_API int nrt_get_total_vnc_count(uint32_t* count);

// Exported so that probes find them; they answer "invalid" and touch no argument.
NRT_API int nrta_get_completion_handle();
NRT_API int nrta_tensor_write();
NRT_API int nrta_tensor_read();
NRT_API int nrta_tensor_copy();
NRT_API int nrta_cc_schedule();
NRT_API int nrt_tensor_read_batch();
NRT_API int nrt_tensor_write_batch();
NRT_API int nrt_build_global_comm();
NRT_API int nrt_cc_global_comm_init();
NRT_API int nrt_barrier();
NRT_API int nrt_all_gather();
NRT_API int nrt_get_vnc_memory_stats();
NRT_API int nrt_get_version();
NRT_API int nrt_get_instance_info();

#endif  // TESTS_SIMULATOR_LIBNRT_NRT_H_
