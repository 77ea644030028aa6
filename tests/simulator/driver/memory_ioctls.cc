#include "tests/simulator/driver/memory_ioctls.h"

#include <algorithm>
#include <string>
#include <vector>

#include "tests/simulator/driver/application_abi.h"
#include "tests/simulator/driver/memory_types.h"
#include "tests/simulator/host/chip_counters.h"

namespace neuron::sim {
namespace {

// What the driver keeps for itself in each memory of the chip.
constexpr std::uint32_t kDriverDeviceMemory = 13;

// What the process has now is noted in its slot.
void NoteTotals(const IoctlCall& call, ProcessSlot* slot) {
  slot->host_bytes = call.state->allocations.Total(call.chip, slot->pid, false);
  slot->device_bytes = call.state->allocations.Total(call.chip, slot->pid, true);
}

IoctlResult Allocate(const IoctlCall& call, const MemAllocTyped64& wanted) {
  ProcessSlot* slot = call.state->attachments.Find(call.chip, call.process.pid);
  if (slot == nullptr) return -EACCES;
  const MemoryType* type = FindMemoryType(wanted.type);
  const HbmPlan plan = HbmPlanOf(call.recording().architecture);
  const Chip& chip = *FindChip(*call.host, call.chip);
  if (type == nullptr || type->on_device != (wanted.on_host == 0) || wanted.hbm >= plan.count ||
      wanted.core >= static_cast<std::uint32_t>(chip.cores)) {
    return -EINVAL;
  }
  MemoryPiece piece;
  piece.owner = call.process.pid;
  piece.type = wanted.type;
  piece.hbm = wanted.hbm;
  piece.allocation = {static_cast<int>(wanted.core), type->on_device,
                      std::string(type->memory_class), wanted.bytes};
  const std::uint64_t handle = call.state->allocations.Take(call.chip, plan, piece);
  if (handle == 0) return -ENOMEM;
  ChipCounters(call.host, chip).Allocate(piece.allocation);
  NoteTotals(call, slot);
  return call.memory->Write(wanted.handle, &handle, sizeof(handle))
             ? 0
             : call.BadPointer(sizeof(handle));
}

IoctlResult Allocate(const IoctlCall& call, const MemAlloc& wanted, std::uint32_t type) {
  return Allocate(call, MemAllocTyped64{wanted.bytes,
                                        wanted.align,
                                        wanted.on_host,
                                        wanted.hbm,
                                        wanted.region,
                                        wanted.core,
                                        wanted.handle,
                                        type,
                                        {}});
}

}  // namespace

IoctlResult AnswerMemAlloc(const IoctlCall& call) {
  MemAlloc request = {};
  if (!call.Read(&request)) return call.BadPointer(sizeof(request));
  return Allocate(call, request, request.on_host != 0 ? kUnknownHostMemory : kUnknownDeviceMemory);
}

IoctlResult AnswerMemAllocTyped(const IoctlCall& call) {
  MemAllocTyped request = {};
  if (!call.Read(&request)) return call.BadPointer(sizeof(request));
  return Allocate(call, request.alloc, request.type);
}

IoctlResult AnswerMemAllocTyped64(const IoctlCall& call) {
  MemAllocTyped64 request = {};
  if (!call.Read(&request)) return call.BadPointer(sizeof(request));
  return Allocate(call, request);
}

IoctlResult AnswerMemFree(const IoctlCall& call) {
  MemFree request = {};
  if (!call.Read(&request)) return call.BadPointer(sizeof(request));
  ProcessSlot* slot = call.state->attachments.Find(call.chip, call.process.pid);
  if (slot == nullptr) return -EACCES;
  const auto piece = call.state->allocations.Give(call.chip, slot->pid, request.handle);
  if (!piece) return -EINVAL;
  ChipCounters(call.host, *FindChip(*call.host, call.chip)).Free(piece->allocation);
  NoteTotals(call, slot);
  return 0;
}

IoctlResult AnswerDumpMemChunks(const IoctlCall& call) {
  MemChunks request = {};
  if (!call.Read(&request)) return call.BadPointer(sizeof(request));
  const HbmPlan plan = HbmPlanOf(call.recording().architecture);
  if (request.hbm >= plan.count) return -EINVAL;
  std::vector<MemChunk> chunks;
  if (plan.reserved > 0) chunks.push_back({0, plan.reserved, kDriverDeviceMemory, 0});
  for (const MemoryPiece& piece : call.state->allocations.InHbm(call.chip, request.hbm)) {
    chunks.push_back({piece.address, piece.allocation.bytes, piece.type, 0});
  }
  chunks.resize(std::min<std::size_t>(chunks.size(), request.capacity));
  request.size = static_cast<std::uint32_t>(chunks.size());
  const std::size_t size = chunks.size() * sizeof(MemChunk);
  if (size > 0 && !call.memory->Write(request.chunks, chunks.data(), size)) {
    return call.BadPointer(size);
  }
  return call.Reply(request);
}

}  // namespace neuron::sim
