#include "tests/simulator/driver/recorded_application.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <cstring>
#include <memory>

#include "tests/simulator/driver/application_abi.h"
#include "tests/simulator/driver/datastore_layout.h"
#include "tests/simulator/driver/fake_memory.h"
#include "tests/simulator/driver/memory_types.h"

namespace neuron::sim {
namespace {

constexpr std::uint64_t kArgument = 0x1000;
constexpr std::uint64_t kHandle = 0x2000;

// Counters beyond it were not filled.
constexpr int kFilledCounters = 41;

template <typename T>
std::string Bytes(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof(value)};
}

template <typename T>
T Value(const std::string& bytes) {
  T value;
  std::memcpy(&value, bytes.data(), sizeof(value));
  return value;
}

}  // namespace

std::string RecordedApplication::Ioctl(std::uint32_t number, std::string argument) {
  const auto memory = std::make_shared<FakeMemory>();
  memory->pieces[kArgument] = std::move(argument);
  memory->pieces[kHandle] = std::string(8, '\0');
  devices_->Ioctl(process_, 0, O_RDWR, number, kArgument, memory,
                  [number](int result) { EXPECT_EQ(result, 0) << std::hex << number; });
  return memory->pieces[kArgument] + memory->pieces[kHandle];
}

void RecordedApplication::Open() {
  devices_->Open(process_, 0, O_RDWR, [](int error) { EXPECT_EQ(error, 0); });
}

void RecordedApplication::AcquireDatastore() {
  datastore_ =
      Value<DatastoreRequest>(Ioctl(kIoctlAcquireDatastore, Bytes(DatastoreRequest()))).mmap_offset;
}

void RecordedApplication::Store(std::size_t where, const std::string& bytes) {
  EXPECT_EQ(devices_->WritePages(process_, 0, datastore_ + where, bytes), 0);
}

void RecordedApplication::Set(int core, int counter, std::uint64_t value) {
  Store(CoreCounterOffset(core, counter), Bytes(value));
}

std::uint64_t RecordedApplication::Get(int core, int counter) {
  std::string bytes;
  EXPECT_EQ(
      devices_->ReadPages(process_, 0, datastore_ + CoreCounterOffset(core, counter), 8, &bytes),
      0);
  return Value<std::uint64_t>(bytes);
}

void RecordedApplication::Fill(std::uint64_t base, int cores) {
  // The header as it was mapped.
  const std::pair<std::size_t, std::uint64_t> header[] = {
      {0, 4302529646}, {8, 2319282339863}, {16, 2199023255553}, {32, 5}, {64, 4096}};
  for (const auto& [where, value] : header) Store(where, Bytes(value));
  for (int core = 0; core < cores; ++core) {
    for (int counter = 0; counter < kFilledCounters; ++counter) {
      Set(core, counter, base + static_cast<std::uint64_t>(1000 * core + counter));
    }
  }
}

std::uint64_t RecordedApplication::Allocate(std::uint32_t type, std::uint64_t bytes) {
  MemAllocTyped64 request = {};
  request.bytes = bytes;
  request.on_host = FindMemoryType(type)->on_device ? 0 : 1;
  request.handle = kHandle;
  request.type = type;
  const std::string answer = Ioctl(kIoctlMemAllocTyped64, Bytes(request));
  return Value<std::uint64_t>(answer.substr(sizeof(request)));
}

void RecordedApplication::Free(std::uint64_t handle) { Ioctl(kIoctlMemFree, Bytes(handle)); }

void RecordedApplication::Lock(std::uint32_t core) {
  CoreLock request = {};
  request.core = core;
  std::memset(request.uuid, 0xa0, sizeof(request.uuid));
  Ioctl(kIoctlWriterEnter, Bytes(request));
}

void RecordedApplication::Hold(int cores) {
  Open();
  AcquireDatastore();
  Fill(7, cores);
  const std::pair<std::uint32_t, std::uint64_t> pieces[] = {
      {2, 65536}, {9, 1048576}, {8, 262144}, {11, 524288}, {4, 8192}};
  for (const auto& [type, bytes] : pieces) handles_.push_back(Allocate(type, bytes));
  Lock(0);
}

void RecordedApplication::ReleaseDatastore() {
  Ioctl(kIoctlReleaseDatastore, Bytes(DatastoreRequest()));
}

void RecordedApplication::FreeAll() {
  for (; !handles_.empty(); handles_.pop_back()) Free(handles_.back());
}

void RecordedApplication::Close() {
  devices_->Close(process_.pid, 0, O_RDWR, [](int error) { EXPECT_EQ(error, 0); });
}

}  // namespace neuron::sim
