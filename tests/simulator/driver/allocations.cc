#include "tests/simulator/driver/allocations.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace neuron::sim {
namespace {

constexpr std::uint64_t kMiB = 1 << 20;
constexpr std::uint64_t kGiB = 1 << 30;
// What is no larger goes into the pool for small pieces.
constexpr std::uint64_t kSmall = 512 << 10;

// The first free place in [begin, end) among the pieces, which are in the order of their address.
std::optional<std::uint64_t> FirstFit(const std::vector<MemoryPiece>& pieces, std::uint64_t begin,
                                      std::uint64_t end, std::uint64_t bytes) {
  std::uint64_t place = begin;
  for (const MemoryPiece& piece : pieces) {
    if (piece.address < begin || piece.address >= end) continue;
    if (piece.address - place >= bytes) return place;
    place = piece.address + piece.allocation.bytes;
  }
  if (end - place < bytes) return std::nullopt;
  return place;
}

}  // namespace

HbmPlan HbmPlanOf(std::uint32_t architecture) {
  switch (architecture) {
    case 1:
      return {2, 4 * kGiB, 0, 0};
    case 2:
      return {2, 16 * kGiB, 16 * kMiB, kGiB};
    case 3:
      return {4, 24 * kGiB, 16 * kMiB, kGiB};
    default:
      return {4, 36 * kGiB, 16 * kMiB, kGiB};
  }
}

std::uint64_t Allocations::Take(int chip, const HbmPlan& plan, MemoryPiece piece) {
  if (piece.allocation.on_device) {
    const bool is_small = plan.small_pool > 0 && piece.allocation.bytes <= kSmall;
    const std::uint64_t border = plan.bytes - plan.small_pool;
    const auto place = FirstFit(InHbm(chip, piece.hbm), is_small ? border : plan.reserved,
                                is_small ? plan.bytes : border, piece.allocation.bytes);
    if (!place) return 0;
    piece.address = *place;
  }
  piece.handle = ++last_handle_;
  pieces_[chip].push_back(std::move(piece));
  return last_handle_;
}

std::optional<MemoryPiece> Allocations::Give(int chip, pid_t owner, std::uint64_t handle) {
  std::vector<MemoryPiece>& pieces = pieces_[chip];
  const auto found = std::find_if(pieces.begin(), pieces.end(), [&](const MemoryPiece& piece) {
    return piece.owner == owner && piece.handle == handle;
  });
  if (found == pieces.end()) return std::nullopt;
  MemoryPiece piece = std::move(*found);
  pieces.erase(found);
  return piece;
}

std::vector<MemoryPiece> Allocations::GiveAll(int chip, pid_t owner) {
  std::vector<MemoryPiece>& pieces = pieces_[chip];
  const auto others = std::stable_partition(
      pieces.begin(), pieces.end(), [&](const MemoryPiece& piece) { return piece.owner != owner; });
  std::vector<MemoryPiece> given(others, pieces.end());
  pieces.erase(others, pieces.end());
  std::reverse(given.begin(), given.end());
  return given;
}

std::uint64_t Allocations::Total(int chip, pid_t owner, bool on_device) const {
  const auto pieces = pieces_.find(chip);
  std::uint64_t bytes = 0;
  if (pieces == pieces_.end()) return bytes;
  for (const MemoryPiece& piece : pieces->second) {
    const bool counts = piece.owner == owner && piece.allocation.on_device == on_device;
    bytes += counts ? piece.allocation.bytes : 0;
  }
  return bytes;
}

std::vector<MemoryPiece> Allocations::InHbm(int chip, std::uint32_t hbm) const {
  std::vector<MemoryPiece> inside;
  const auto pieces = pieces_.find(chip);
  if (pieces == pieces_.end()) return inside;
  std::copy_if(
      pieces->second.begin(), pieces->second.end(), std::back_inserter(inside),
      [hbm](const MemoryPiece& piece) { return piece.allocation.on_device && piece.hbm == hbm; });
  std::sort(inside.begin(), inside.end(),
            [](const MemoryPiece& a, const MemoryPiece& b) { return a.address < b.address; });
  return inside;
}

}  // namespace neuron::sim
