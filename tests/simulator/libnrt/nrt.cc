#include "tests/simulator/libnrt/nrt.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "tests/simulator/driver/datastore_layout.h"
#include "tests/simulator/libnrt/runtime.h"
#include "tests/simulator/libnrt/status_counters.h"

namespace nrt = neuron::sim::nrt;

namespace {

constexpr int kModelPieces = 4;
constexpr std::uint64_t kMacsPerExecution = 1'000'000'000;
// Counters that only the runtime knows.
constexpr int kDeviceLatency = 13;
constexpr int kTotalLatency = 14;

// The process's one runtime.
nrt::Runtime runtime;

// Of the last scheduled execution.
std::uint64_t last_sequence = 0;

}  // namespace

struct nrt_model {
  int vnc;
  std::uint64_t pieces[kModelPieces];
  std::uint64_t executions;
};

struct nrt_tensor {
  int vnc;
  std::uint64_t handle;
  std::uint64_t bytes;
};

namespace {

std::uint64_t NowUs() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000 +
         static_cast<std::uint64_t>(now.tv_nsec) / 1000;
}

void SleepUs(std::uint64_t us) {
  timespec left = {static_cast<time_t>(us / 1'000'000), static_cast<long>(us % 1'000'000 * 1000)};
  while (nanosleep(&left, &left) != 0 && errno == EINTR) {
  }
}

int Execute(nrt_model* model) {
  if (!runtime.running) return kNrtUninitialised;
  if (model == nullptr) return kNrtInvalidHandle;
  const std::uint64_t begin = NowUs();
  SleepUs(runtime.environment.latency_us);
  const std::uint64_t took = NowUs() - begin;
  const int status = nrt::PlannedStatus(runtime, ++model->executions);
  const nrt::Addition additions[] = {
      {neuron::sim::kTimeInUse, took * runtime.environment.units_per_us},
      {nrt::CounterOfStatus(status), 1},
      {neuron::sim::kInferences, 1},
      {neuron::sim::kMacs, kMacsPerExecution},
      {kDeviceLatency, took},
      {kTotalLatency, took}};
  nrt::CountOnAll(&runtime, model->vnc, additions, sizeof(additions) / sizeof(additions[0]));
  return status;
}

void FreePieces(nrt_model* model) {
  for (const std::uint64_t piece : model->pieces) {
    if (piece != 0) nrt::Free(nrt::DeviceOf(&runtime, model->vnc), piece);
  }
}

int Load(int vnc, nrt_model** out) {
  if (!runtime.running) return kNrtUninitialised;
  if (vnc < 0) vnc = runtime.environment.visible[0];
  if (!nrt::IsVisible(runtime, vnc) || out == nullptr) return kNrtInvalid;
  auto* model = static_cast<nrt_model*>(std::calloc(1, sizeof(nrt_model)));
  model->vnc = vnc;
  constexpr struct {
    nrt::Memory type;
    std::uint64_t bytes;
  } kPieces[kModelPieces] = {{nrt::Memory::kCode, 262144},
                             {nrt::Memory::kScratchpad, 524288},
                             {nrt::Memory::kHostTensors, 65536},
                             {nrt::Memory::kHostMisc, 8192}};
  const int core = nrt::CoreOf(runtime, vnc);
  for (int i = 0; i < kModelPieces; ++i) {
    model->pieces[i] =
        nrt::Allocate(nrt::DeviceOf(&runtime, vnc), kPieces[i].type, core, kPieces[i].bytes);
    if (model->pieces[i] != 0) continue;
    FreePieces(model);
    std::free(model);
    return kNrtResource;
  }
  constexpr nrt::Addition kLoaded = {neuron::sim::kModelLoads, 1};
  nrt::CountOnAll(&runtime, vnc, &kLoaded, 1);
  *out = model;
  return kNrtSuccess;
}

}  // namespace

int nrt_init(int, const char*, const char*) {
  return runtime.running ? kNrtInvalid : nrt::StartRuntime(&runtime);
}

void nrt_close() {
  if (runtime.running) nrt::StopRuntime(&runtime);
}

int nrt_load(const void*, size_t, int32_t vnc, int32_t, nrt_model** model) {
  return Load(vnc, model);
}

int nrt_load_collectives(const void*, size_t, int32_t vnc, int32_t, uint32_t, uint32_t,
                         nrt_model** model) {
  return Load(vnc, model);
}

int nrt_unload(nrt_model* model) {
  if (!runtime.running) return kNrtUninitialised;
  if (model == nullptr) return kNrtInvalidHandle;
  FreePieces(model);
  std::free(model);
  return kNrtSuccess;
}

int nrt_execute(nrt_model* model, const nrt_tensor_set*, nrt_tensor_set*) { return Execute(model); }

int nrt_execute_repeat(nrt_model* model, const nrt_tensor_set*, nrt_tensor_set*, int repeat) {
  int status = kNrtSuccess;
  for (int i = 0; i < repeat && status == kNrtSuccess; ++i) status = Execute(model);
  return status;
}

int nrta_execute_schedule(nrt_model* model, const nrt_tensor_set*, nrt_tensor_set*, int,
                          nrta_error_tracker*, uint64_t* sequence) {
  if (sequence == nullptr) return kNrtInvalid;
  const int status = Execute(model);
  *sequence = ++last_sequence;
  return status;
}

int nrta_is_completed(uint64_t sequence, bool* completed) {
  if (completed == nullptr) return kNrtInvalid;
  *completed = sequence <= last_sequence;
  return kNrtSuccess;
}

int nrt_tensor_allocate(int placement, int vnc, size_t size, const char*, nrt_tensor** out) {
  constexpr int kOnDevice = 0;
  constexpr int kOnHost = 1;
  if (!runtime.running) return kNrtUninitialised;
  if (!nrt::IsVisible(runtime, vnc) || out == nullptr) return kNrtInvalid;
  auto* tensor = static_cast<nrt_tensor*>(std::calloc(1, sizeof(nrt_tensor)));
  *tensor = {vnc, 0, size};
  if (size > 0 && (placement == kOnDevice || placement == kOnHost)) {
    const auto type = placement == kOnHost ? nrt::Memory::kHostTensors : nrt::Memory::kTensors;
    const int core = nrt::CoreOf(runtime, vnc);
    tensor->handle = nrt::Allocate(nrt::DeviceOf(&runtime, vnc), type, core, size);
    if (tensor->handle == 0) {
      std::free(tensor);
      return kNrtResource;
    }
  }
  *out = tensor;
  return kNrtSuccess;
}

void nrt_tensor_free(nrt_tensor** tensor) {
  if (tensor == nullptr || *tensor == nullptr) return;
  if ((*tensor)->handle != 0) nrt::Free(nrt::DeviceOf(&runtime, (*tensor)->vnc), (*tensor)->handle);
  std::free(*tensor);
  *tensor = nullptr;
}

int nrt_tensor_read(const nrt_tensor* tensor, void* buffer, size_t offset, size_t size) {
  if (tensor == nullptr) return kNrtInvalidHandle;
  if (offset > tensor->bytes || size > tensor->bytes - offset) return kNrtInvalid;
  std::memset(buffer, 0, size);
  return kNrtSuccess;
}

int nrt_tensor_write(nrt_tensor* tensor, const void*, size_t offset, size_t size) {
  if (tensor == nullptr) return kNrtInvalidHandle;
  return offset > tensor->bytes || size > tensor->bytes - offset ? kNrtInvalid : kNrtSuccess;
}

int nrt_get_visible_vnc_count(uint32_t* count) {
  if (!runtime.running) return kNrtUninitialised;
  *count = static_cast<uint32_t>(runtime.environment.visible_count);
  return kNrtSuccess;
}

int nrt_get_total_vnc_count(uint32_t* count) {
  if (!runtime.running) return kNrtUninitialised;
  *count = static_cast<uint32_t>(nrt::TotalCores(runtime));
  return kNrtSuccess;
}

int nrta_get_completion_handle() { return kNrtInvalid; }
int nrta_tensor_write() { return kNrtInvalid; }
int nrta_tensor_read() { return kNrtInvalid; }
int nrta_tensor_copy() { return kNrtInvalid; }
int nrta_cc_schedule() { return kNrtInvalid; }
int nrt_tensor_read_batch() { return kNrtInvalid; }
int nrt_tensor_write_batch() { return kNrtInvalid; }
int nrt_build_global_comm() { return kNrtInvalid; }
int nrt_cc_global_comm_init() { return kNrtInvalid; }
int nrt_barrier() { return kNrtInvalid; }
int nrt_all_gather() { return kNrtInvalid; }
int nrt_get_vnc_memory_stats() { return kNrtInvalid; }
int nrt_get_version() { return kNrtInvalid; }
int nrt_get_instance_info() { return kNrtInvalid; }
