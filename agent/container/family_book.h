#ifndef AGENT_CONTAINER_FAMILY_BOOK_H_
#define AGENT_CONTAINER_FAMILY_BOOK_H_

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "agent/device/chip_set.h"

namespace neuron {

// What the containers of a task definition do with the chips that they are given. Where several
// are seen, the last of these counts: one that leases may not have done so yet when it was seen
// first.
enum class FamilyUse {
  // None was seen to have to do with chips, and their definition gives them none.
  kNone,
  // They look, and take none.
  kObserves,
  // Their definition gives them chips. None was seen to take them yet.
  kMaps,
  kTakes,
  // They take those that they lease.
  kLeases,
};

struct FamilyRecord {
  FamilyUse use = FamilyUse::kObserves;
  // That they were seen to take without a lease, or that their definition gives them.
  ChipSet chips;

  friend bool operator==(const FamilyRecord& a, const FamilyRecord& b) {
    return a.use == b.use && a.chips == b.chips;
  }
};

// Which task definitions were seen on this host with which chips, or were found to map them. Of one
// revision that does not change, so what it took it will take again.
//
// As text, a line each, the one noted last at the end:
//
//   <family>:<revision> none|observes|maps|takes|leases <chip>,<chip>...|-
class FamilyBook {
 public:
  // More, and those go that were noted the longest ago.
  static constexpr std::size_t kMostFamilies = 256;

  // Whether these are a family and a revision as ECS allows them.
  static bool CanHold(absl::string_view family, absl::string_view revision);

  // Adds to what is known: the chips, and the use if that is further on. Tells whether that is
  // news. Does nothing for names that it cannot hold: a label of Docker's can say anything.
  bool Note(absl::string_view family, absl::string_view revision, const FamilyRecord& record);

  absl::optional<FamilyRecord> Find(absl::string_view family, absl::string_view revision) const;

  std::string Text() const;

  // Notes what Text() wrote. Skips malformed lines; each, up to 10 of them, is named in the result.
  std::vector<std::string> Read(absl::string_view text);

 private:
  struct Entry {
    // family:revision
    std::string name;
    FamilyRecord record;
  };

  std::deque<Entry> entries_;
};

// Reads the book that is kept at `path` into `book`. No such file is an empty book. `complaints`
// names lines that were skipped. Fails as ReadFile().
absl::Status LoadFamilyBook(const std::string& path, FamilyBook* book,
                            std::vector<std::string>* complaints);

// Keeps the book at `path`, whole or not at all. Fails as ReplaceFile().
absl::Status SaveFamilyBook(const std::string& path, const FamilyBook& book);

}  // namespace neuron

#endif  // AGENT_CONTAINER_FAMILY_BOOK_H_
