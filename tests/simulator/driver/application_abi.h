#ifndef TESTS_SIMULATOR_DRIVER_APPLICATION_ABI_H_
#define TESTS_SIMULATOR_DRIVER_APPLICATION_ABI_H_

#include <cstddef>
#include <cstdint>

// What an application and its tools ask of an attached descriptor: our own statement of the numbers
// and structures. Depends on nothing, so that a stand-in for the runtime can use it.
//
// The numbers and sizes of all are the driver's. Its fields where the comment says "ours" were not
// recorded: their order is our own.

namespace neuron::sim {

// --- Who is attached.

inline constexpr std::uint32_t kIoctlAppPid = 0x80044e06;
inline constexpr std::uint32_t kIoctlAllAppsInfo = 0x80084e07;

inline constexpr std::uint16_t kAppsWithLocks = 1;
inline constexpr std::uint16_t kAppsWithMemory = 2;
inline constexpr int kAppCores = 4;

// Followed by `size` entries; the other fields are left as they are.
struct AppsHeader {
  std::uint16_t flags;
  std::uint8_t padding[2];
  std::uint32_t capacity;
  std::uint32_t size;
  std::uint8_t padding2[4];
};

struct AppEntry {
  std::int32_t pid;
  // A bit for each of the first cores that it has locked.
  std::uint8_t locked;
  std::uint8_t uuids[kAppCores][32];
  std::uint8_t padding[3];
  std::uint64_t host_bytes;
  std::uint64_t device_bytes;
};
static_assert(sizeof(AppsHeader) == 16 && sizeof(AppEntry) == 152);

// --- Datastores.

inline constexpr std::uint32_t kIoctlAcquireDatastore = 0x80084e47;
inline constexpr std::uint32_t kIoctlReleaseDatastore = 0x80084e48;

struct DatastoreRequest {
  // 0: the caller's own.
  std::int32_t pid;
  std::uint32_t padding;
  std::uint64_t mmap_offset;
  std::uint32_t size;
  std::uint32_t padding2;
};
static_assert(sizeof(DatastoreRequest) == 24);

// --- Memory.

inline constexpr std::uint32_t kIoctlMemAlloc = 0x80084e15;
inline constexpr std::uint32_t kIoctlMemFree = 0x80084e16;
inline constexpr std::uint32_t kIoctlMemAllocV2 = 0x80084e66;
inline constexpr std::uint32_t kIoctlMemAllocTyped = 0x80304e66;
inline constexpr std::uint32_t kIoctlMemAllocTyped64 = 0x80384e66;
inline constexpr std::uint32_t kIoctlDumpMemChunks = 0x80084e74;

// Ours. MEM_ALLOC and its V2 are the same without a type.
struct MemAlloc {
  std::uint32_t bytes;
  std::uint32_t align;
  std::uint32_t on_host;
  std::uint32_t hbm;
  std::uint32_t region;
  std::uint32_t core;
  // Where the handle is written to.
  std::uint64_t handle;
};
struct MemAllocTyped {
  MemAlloc alloc;
  std::uint32_t type;
  std::uint32_t padding[3];
};
struct MemAllocTyped64 {
  std::uint64_t bytes;
  std::uint64_t align;
  std::uint32_t on_host;
  std::uint32_t hbm;
  std::uint32_t region;
  std::uint32_t core;
  std::uint64_t handle;
  std::uint32_t type;
  std::uint32_t padding[3];
};
static_assert(sizeof(MemAllocTyped) == 48 && sizeof(MemAllocTyped64) == 56);

// Ours.
struct MemFree {
  std::uint64_t handle;
};

struct MemChunks {
  std::uint32_t hbm;
  std::uint32_t capacity;
  std::uint32_t size;
  std::uint32_t padding;
  std::uint64_t chunks;
};
struct MemChunk {
  std::uint64_t address;
  std::uint64_t bytes;
  std::uint32_t type;
  std::uint32_t padding;
};
static_assert(sizeof(MemChunks) == 24 && sizeof(MemChunk) == 24);

// --- Cores.

inline constexpr std::uint32_t kIoctlReaderEnter = 0x40084e51;
inline constexpr std::uint32_t kIoctlReaderExit = 0x40084e52;
inline constexpr std::uint32_t kIoctlWriterEnter = 0x40084e53;
inline constexpr std::uint32_t kIoctlWriterDowngrade = 0x40084e54;
inline constexpr std::uint32_t kIoctlRangeMark = 0x40084e55;
inline constexpr std::uint32_t kIoctlRangeMarkExt = 0xc0504e55;
inline constexpr std::uint32_t kIoctlRangeUnmark = 0x40084e56;
inline constexpr std::uint32_t kIoctlRangeUnmarkExt = 0x40504e56;
inline constexpr std::uint32_t kIoctlModelStartedCount = 0x40084e5c;

// Ours.
struct CoreLock {
  std::uint32_t core;
  std::uint8_t uuid[32];
};

// Ours. The first form has room for the marks of 64 cores, the EXT form for those of 512.
struct CoreMark {
  std::uint32_t count;
  std::uint32_t first;
  std::uint32_t last;
  std::uint32_t available;
  std::uint64_t cores[1];
};
struct CoreMarkExt {
  std::uint32_t count;
  std::uint32_t first;
  std::uint32_t last;
  std::uint32_t available;
  std::uint64_t cores[8];
};
static_assert(sizeof(CoreMark) == 24 && sizeof(CoreMarkExt) == 80);

struct ModelStartedCount {
  std::uint32_t core;
  std::uint32_t padding;
  std::uint64_t count;
};
static_assert(sizeof(ModelStartedCount) == 16);

// --- Resets.

inline constexpr std::uint32_t kIoctlDeviceReset = 0x00004e01;
inline constexpr std::uint32_t kIoctlDeviceReady = 0x80014e02;
inline constexpr std::uint32_t kIoctlResetStatus = 0x80014e6a;
inline constexpr std::uint32_t kIoctlNcReset = 0x80084e67;
inline constexpr std::uint32_t kIoctlNcResetReady = 0x80084e68;

// Ours. A bit for each core, or all of them: the whole chip.
struct NcReset {
  std::uint32_t cores;
};
struct NcResetReady {
  std::uint32_t cores;
  // 0 if all is well, 1 if the reset failed.
  std::uint32_t result;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_APPLICATION_ABI_H_
