#ifndef TESTS_FAKES_FAKE_DATASTORE_FACTS_H_
#define TESTS_FAKES_FAKE_DATASTORE_FACTS_H_

#include <cstdint>
#include <map>
#include <vector>

#include "agent/snapshot/datastore_facts.h"

namespace neuron {

// Datastores that say what the test makes up. Keeps what it was told. One thread.
class FakeDatastoreFacts : public DatastoreFacts {
 public:
  absl::optional<DatastoreSigns> SignsOf(const Chip& chip) const override {
    const auto found = signs.find(chip.index);
    return found != signs.end() ? absl::make_optional(found->second) : absl::nullopt;
  }
  void Conclude(const Snapshot& snapshot) override { concluded.push_back(snapshot.sequence); }
  void NoteExit(int pid) override { exits.push_back(pid); }

  // By chip.
  std::map<int, DatastoreSigns> signs;
  // The snapshots that were concluded.
  std::vector<std::uint64_t> concluded;
  std::vector<int> exits;
};

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_DATASTORE_FACTS_H_
