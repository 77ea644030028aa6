#ifndef TESTS_FAKES_FAKE_EDGE_SOURCE_H_
#define TESTS_FAKES_FAKE_EDGE_SOURCE_H_

#include <functional>
#include <utility>
#include <vector>

#include "agent/edge/edge.h"

namespace neuron {

// Edges when the test says so. Keeps what it was told to follow.
class FakeEdgeSource : public EdgeSource {
 public:
  // REQUIRES: started.
  void Hear(const Edge& edge) { heard_(edge); }

  // What it says of itself; OK and nothing at the start.
  void SetStatus(absl::Status status) { status_ = std::move(status); }
  void SetReports(std::vector<ProbeReport> reports) { reports_ = std::move(reports); }

  bool is_started() const { return heard_ != nullptr; }
  // Of the last call of Follow() and of FollowExits().
  const ChipIdentities& chips() const { return chips_; }
  const std::vector<int>& container_pids() const { return container_pids_; }
  const std::vector<int>& exits() const { return exits_; }
  // How often Follow() was called.
  int follows() const { return follows_; }

  void Start(std::function<void(const Edge&)> heard) override { heard_ = std::move(heard); }
  void Follow(const ChipIdentities& chips, const std::vector<int>& container_pids) override {
    chips_ = chips;
    container_pids_ = container_pids;
    ++follows_;
  }
  void FollowExits(const std::vector<int>& pids) override { exits_ = pids; }
  absl::Status status() const override { return status_; }
  std::vector<ProbeReport> Reports() const override { return reports_; }

 private:
  std::function<void(const Edge&)> heard_;
  ChipIdentities chips_;
  std::vector<int> container_pids_;
  std::vector<int> exits_;
  int follows_ = 0;
  absl::Status status_;
  std::vector<ProbeReport> reports_;
};

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_EDGE_SOURCE_H_
