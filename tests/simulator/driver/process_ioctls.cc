#include "tests/simulator/driver/process_ioctls.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "tests/simulator/driver/application_abi.h"

namespace neuron::sim {
namespace {

AppEntry EntryOf(const IoctlCall& call, const ProcessSlot& slot, std::uint16_t flags) {
  AppEntry entry = {};
  entry.pid = slot.pid;
  if ((flags & kAppsWithMemory) != 0) {
    entry.host_bytes = slot.host_bytes;
    entry.device_bytes = slot.device_bytes;
  }
  for (int core = 0; core < kAppCores && (flags & kAppsWithLocks) != 0; ++core) {
    const ModelUuid* uuid = call.state->locks.Find(call.chip, core, slot.pid);
    if (uuid == nullptr) continue;
    entry.locked = static_cast<std::uint8_t>(entry.locked | 1 << core);
    std::copy(uuid->begin(), uuid->end(), entry.uuids[core]);
  }
  return entry;
}

}  // namespace

IoctlResult AnswerAppPid(const IoctlCall& call) {
  const auto& slots = call.state->attachments.SlotsOf(call.chip);
  return call.Reply(slots.empty() ? std::int32_t{0} : std::int32_t{slots[0].pid});
}

IoctlResult AnswerAllAppsInfo(const IoctlCall& call) {
  AppsHeader header = {};
  if (!call.Read(&header)) return call.BadPointer(sizeof(header));
  std::string entries;
  header.size = 0;
  for (const ProcessSlot& slot : call.state->attachments.SlotsOf(call.chip)) {
    if (slot.pid == 0 || header.size == header.capacity) continue;
    const AppEntry entry = EntryOf(call, slot, header.flags);
    entries.append(reinterpret_cast<const char*>(&entry), sizeof(entry));
    ++header.size;
  }
  const std::uint64_t place = call.argument + sizeof(header);
  if (!entries.empty() && !call.memory->Write(place, entries.data(), entries.size())) {
    return call.BadPointer(entries.size());
  }
  return call.Reply(header);
}

IoctlResult AnswerAcquireDatastore(const IoctlCall& call) {
  DatastoreRequest request = {};
  if (!call.Read(&request)) return call.BadPointer(sizeof(request));
  const pid_t caller = call.process.pid;
  Datastore* datastore = nullptr;
  if (request.pid == 0) {
    if (call.state->attachments.Find(call.chip, caller) == nullptr) return -EACCES;
    datastore = call.state->datastores.Acquire(call.chip, caller);
  } else {
    datastore = call.state->datastores.Find(call.chip, request.pid);
  }
  if (datastore == nullptr) return request.pid == 0 ? -ENOMEM : -ENOENT;
  request.mmap_offset = datastore->offset;
  request.size = kDatastoreBytes;
  return call.Reply(request);
}

}  // namespace neuron::sim
