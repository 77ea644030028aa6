#ifndef AGENT_CAPTURE_PATIENT_RECORDER_H_
#define AGENT_CAPTURE_PATIENT_RECORDER_H_

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"

namespace neuron {

// Records directories of sysfs (tree_recorder.h) with a limit to how long one file may keep it
// waiting, and all together: a chip in reset may answer late, or never.
//
// Each recording runs on a thread of its own, which is left to the read that does not come back.
// Used on one thread.
class PatientRecorder {
 public:
  // A recording that has been at one file for so long, or for such a part of the patience if that
  // is less, no longer keeps the next one waiting: many that hang cost little more than one.
  static constexpr absl::Duration kStall = absl::Milliseconds(100);
  static constexpr int kMostStalls = 16;

  // `root` is shown as /sys. `patience` is for one file, `limit` for all recordings, from now on.
  PatientRecorder(std::string root, absl::Duration patience, absl::Duration limit);

  // The lines of these paths below the root. If a file or directory does not answer in time, what
  // comes after it is not recorded, which is a gap; the file is written as failed with ETIMEDOUT.
  std::string Record(const std::vector<std::string>& paths);

  // The same of several, one after the other but for those that stall, in their order.
  std::string RecordAll(const std::vector<std::vector<std::string>>& recordings);

  void AddGap(std::string gap) { gaps_.push_back(std::move(gap)); }
  // What is missing, one line each; empty afterwards.
  std::vector<std::string> TakeGaps();

 private:
  struct Progress;

  std::shared_ptr<Progress> Begin(const std::vector<std::string>& paths) const;
  std::string Await(Progress* progress);
  std::string GiveUp(Progress* progress);

  const std::string root_;
  const absl::Duration patience_;
  const absl::Duration limit_;
  const std::chrono::steady_clock::time_point end_;
  std::vector<std::string> gaps_;
};

}  // namespace neuron

#endif  // AGENT_CAPTURE_PATIENT_RECORDER_H_
