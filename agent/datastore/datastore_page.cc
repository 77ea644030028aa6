#include "agent/datastore/datastore_page.h"

#include <algorithm>
#include <limits>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

constexpr absl::string_view kSignature("nds\0", 4);
constexpr absl::string_view kNobodys("\0\0\0\0", 4);

constexpr std::size_t kMaxCores = 16;
// The first of these have their first counters in one place, the others in another.
constexpr std::size_t kFirstCores = 4;
constexpr std::size_t kFirstCounters = 31;

constexpr DriverVersion kAlways = {};
constexpr DriverVersion kExtendedSince = {2, 19, 64, 0};

struct TallyPlace {
  CoreTally tally;
  // Its number in the datastore (neuron-driver.md §6.4).
  std::size_t counter;
  // Since when the driver shows it.
  DriverVersion since;
};

constexpr TallyPlace kPlaces[] = {
    {CoreTally::kTimeInUse, 0, {2, 21, 37, 0}},
    {CoreTally::kSuccess, 1, kAlways},
    {CoreTally::kCompletedWithError, 2, kAlways},
    {CoreTally::kCompletedWithNumericalError, 3, kAlways},
    {CoreTally::kTimeout, 4, kAlways},
    {CoreTally::kBadInput, 5, kAlways},
    {CoreTally::kFailedToQueue, 6, kAlways},
    {CoreTally::kGenericError, 7, kAlways},
    {CoreTally::kHardwareError, 11, kAlways},
    {CoreTally::kFailure, 16, kAlways},
    {CoreTally::kResourceError, 17, kAlways},
    {CoreTally::kCoreResourceError, 18, kAlways},
    {CoreTally::kInvalidError, 19, kAlways},
    {CoreTally::kUnsupportedNeff, 20, kAlways},
    {CoreTally::kModelLoads, 27, kAlways},
    {CoreTally::kInferences, 28, kAlways},
    {CoreTally::kFlops, 29, {2, 12, 11, 0}},
    {CoreTally::kOutOfBounds, 30, {2, 16, 7, 0}},
    {CoreTally::kCollectivesError, 31, kExtendedSince},
    {CoreTally::kHbmUncorrectableError, 32, kExtendedSince},
    {CoreTally::kSramUncorrectableError, 33, kExtendedSince},
    {CoreTally::kDmaAbort, 34, kExtendedSince},
    {CoreTally::kNotificationOverflow, 35, {2, 20, 28, 0}},
    {CoreTally::kSemaphoreError, 36, {2, 21, 37, 0}},
    {CoreTally::kEventError, 37, {2, 21, 37, 0}},
    {CoreTally::kPsumCollision, 38, {2, 21, 37, 0}},
    {CoreTally::kSequencerFatal, 39, {2, 21, 37, 0}},
    {CoreTally::kHbmRepairableError, 40, {2, 23, 9, 0}},
};

// No counter beyond the first 31 is as old as the old layout, so theirs has one place only.
std::size_t OffsetOf(std::size_t core, std::size_t counter, bool extended) {
  if (core >= kFirstCores) {
    return (extended ? 57984 : 46668) + 768 * (core - kFirstCores) + 8 * counter;
  }
  return counter < kFirstCounters ? 256 + 248 * core + 8 * counter
                                  : 55936 + 512 * core + 8 * (counter - kFirstCounters);
}

std::uint64_t NumberAt(absl::string_view page, std::size_t offset) {
  std::uint64_t number = 0;
  for (std::size_t byte = 8; byte-- > 0;) {
    number = number << 8 | static_cast<unsigned char>(page[offset + byte]);
  }
  return number;
}

// The page has multiply-accumulates, each two operations.
std::uint64_t FlopsOf(std::uint64_t macs) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  return macs > kMost / 2 ? kMost : 2 * macs;
}

absl::Status CheckSignature(absl::string_view page) {
  const absl::string_view signature = page.substr(0, kSignature.size());
  if (signature == kSignature) {
    return absl::OkStatus();
  }
  if (signature == kNobodys) {
    return absl::UnavailableError("the datastore is empty: its owner has not begun or has left");
  }
  return absl::DataLossError(
      absl::StrCat("the datastore begins with \"", absl::CHexEscape(signature), "\", not \"nds\""));
}

}  // namespace

absl::StatusOr<DatastoreCounts> ParseDatastore(absl::string_view page,
                                               const DriverVersion& generation, std::size_t cores) {
  if (page.size() < kCountedBytes) {
    return absl::DataLossError(absl::StrCat("the datastore has ", page.size(), " bytes only"));
  }
  const absl::Status signature = CheckSignature(page);
  if (!signature.ok()) {
    return signature;
  }
  const bool extended = !(generation < kExtendedSince);
  DatastoreCounts counts;
  counts.cores.resize(std::min(cores, kMaxCores));
  for (std::size_t core = 0; core < counts.cores.size(); ++core) {
    for (const TallyPlace& place : kPlaces) {
      if (!(generation < place.since)) {
        const std::uint64_t number = NumberAt(page, OffsetOf(core, place.counter, extended));
        counts.cores[core][place.tally] =
            place.tally == CoreTally::kFlops ? FlopsOf(number) : number;
      }
    }
  }
  return counts;
}

}  // namespace neuron
