#include "tests/simulator/driver/datastores.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace neuron::sim {
namespace {

// Which layout, and what is left when an owner leaves.
constexpr int kExtendedSince = 19;
constexpr int kLiveSince = 30;

// Cores, and the counters of one that are its memory.
constexpr int kMaxCores = 16;
constexpr int kFirstMemoryCounter = 22;
constexpr int kLastMemoryCounter = 26;
// Up to here a datastore is about the process; then come its cores.
constexpr std::size_t kHeaderEnd = 256;
constexpr std::size_t kObjectsBegin = 1248;
constexpr std::size_t kObjectsEnd = 44588;

// Offsets are physical addresses with a mark of the architecture.
constexpr std::uint64_t kMarkV2 = 1ULL << 44;
constexpr std::uint64_t kMarkOthers = 1ULL << 46;
constexpr std::uint64_t kFirstAddress = 1ULL << 32;
constexpr std::uint64_t kBytesOfAChip = 16 * kDatastoreBytes;

void SetZero(std::string* bytes, std::size_t begin, std::size_t end) {
  std::fill(bytes->begin() + static_cast<std::ptrdiff_t>(begin),
            bytes->begin() + static_cast<std::ptrdiff_t>(end), '\0');
}

// The part of [offset, offset + size) that is in the page, in bytes from the page's begin.
struct Overlap {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

Overlap OverlapOf(const Datastore& page, std::uint64_t offset, std::uint64_t size) {
  const std::uint64_t begin = std::max(offset, page.offset);
  const std::uint64_t end = std::min(offset + size, page.offset + kDatastoreBytes);
  if (begin >= end) return {};
  return {begin - page.offset, end - page.offset};
}

}  // namespace

std::uint64_t Datastore::At(std::size_t where) const {
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data() + where, sizeof(number));
  return number;
}

std::vector<Datastore>& Datastores::Pages(int chip) {
  std::vector<Datastore>& pages = chips_[chip];
  if (!pages.empty()) return pages;
  const bool is_v2 = host_->instance.recording->architecture == 2;
  const std::uint64_t begin = (is_v2 ? kMarkV2 : kMarkOthers) + kFirstAddress +
                              static_cast<std::uint64_t>(chip) * kBytesOfAChip;
  for (int i = 0; i < ProcessSlots(host_->generation); ++i) {
    Datastore page;
    page.offset = begin + static_cast<std::uint64_t>(i) * kDatastoreBytes;
    page.bytes.resize(kDatastoreBytes);
    pages.push_back(std::move(page));
  }
  return pages;
}

Datastore* Datastores::Find(int chip, pid_t pid) {
  for (Datastore& page : Pages(chip)) {
    if (page.owner == pid) return &page;
  }
  return nullptr;
}

Datastore* Datastores::Acquire(int chip, pid_t pid) {
  Datastore* own = Find(chip, pid);
  if (own != nullptr) return own;
  Datastore* oldest = nullptr;
  for (Datastore& page : Pages(chip)) {
    if (page.owner == 0 && (oldest == nullptr || page.cleared < oldest->cleared)) oldest = &page;
  }
  if (oldest != nullptr) oldest->owner = pid;
  return oldest;
}

void Datastores::Leave(Datastore* datastore) {
  datastore->owner = 0;
  datastore->cleared = ++clears_;
  if (host_->generation.minor < kLiveSince) {
    SetZero(&datastore->bytes, 0, kDatastoreBytes);
    return;
  }
  SetZero(&datastore->bytes, 0, kHeaderEnd);
  SetZero(&datastore->bytes, kObjectsBegin, kObjectsEnd);
  for (int core = 0; core < kMaxCores; ++core) {
    SetZero(&datastore->bytes, CoreCounterOffset(core, kFirstMemoryCounter),
            CoreCounterOffset(core, kLastMemoryCounter) + 8);
  }
}

std::string Datastores::Read(int chip, std::uint64_t offset, std::size_t size) const {
  std::string bytes(size, '\0');
  const auto pages = chips_.find(chip);
  if (pages == chips_.end()) return bytes;
  for (const Datastore& page : pages->second) {
    const Overlap overlap = OverlapOf(page, offset, size);
    if (overlap.begin == overlap.end) continue;
    bytes.replace(page.offset + overlap.begin - offset, overlap.end - overlap.begin, page.bytes,
                  overlap.begin, overlap.end - overlap.begin);
  }
  return bytes;
}

void Datastores::Write(int chip, std::uint64_t offset, absl::string_view bytes) {
  for (Datastore& page : Pages(chip)) {
    const Overlap overlap = OverlapOf(page, offset, bytes.size());
    if (overlap.begin == overlap.end) continue;
    page.bytes.replace(overlap.begin, overlap.end - overlap.begin,
                       bytes.data() + (page.offset + overlap.begin - offset),
                       overlap.end - overlap.begin);
  }
}

bool Datastores::Covers(int chip, std::uint64_t offset, std::size_t size) const {
  const auto pages = chips_.find(chip);
  if (pages == chips_.end()) return false;
  return std::any_of(pages->second.begin(), pages->second.end(), [&](const Datastore& page) {
    const Overlap overlap = OverlapOf(page, offset, size);
    return overlap.begin != overlap.end;
  });
}

std::size_t Datastores::OffsetOf(int core, int counter) const {
  return host_->generation.minor < kExtendedSince ? OldCoreCounterOffset(core, counter)
                                                  : CoreCounterOffset(core, counter);
}

std::uint64_t Datastores::Counter(const Datastore& datastore, int core, int counter) const {
  return datastore.At(OffsetOf(core, counter));
}

std::uint64_t Datastores::Sum(int chip, int core, int counter) const {
  std::uint64_t sum = 0;
  const auto pages = chips_.find(chip);
  if (pages == chips_.end()) return sum;
  for (const Datastore& page : pages->second) sum += Counter(page, core, counter);
  return sum;
}

void Datastores::ClearCounter(int chip, int core, int counter) {
  const std::size_t offset = OffsetOf(core, counter);
  for (Datastore& page : Pages(chip)) SetZero(&page.bytes, offset, offset + 8);
}

}  // namespace neuron::sim
