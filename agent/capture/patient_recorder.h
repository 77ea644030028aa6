#ifndef AGENT_CAPTURE_PATIENT_RECORDER_H_
#define AGENT_CAPTURE_PATIENT_RECORDER_H_

#include <string>
#include <vector>

#include "absl/time/time.h"

namespace neuron {

// Records directories of sysfs (tree_recorder.h) with a limit to how long one file may keep it
// waiting: a chip in reset may answer late, or never.
//
// Each recording runs on a thread of its own, which is left to the read that does not come back.
// Used on one thread.
class PatientRecorder {
 public:
  // `root` is shown as /sys. `patience` is for one file.
  PatientRecorder(std::string root, absl::Duration patience)
      : root_(std::move(root)), patience_(patience) {}

  // The lines of these paths below the root. If a file does not answer in time, it is written as
  // failed with ETIMEDOUT, what comes after it is not recorded, and that is a gap.
  std::string Record(const std::vector<std::string>& paths);

  void AddGap(std::string gap) { gaps_.push_back(std::move(gap)); }
  // What is missing, one line each; empty afterwards.
  std::vector<std::string> TakeGaps();

 private:
  struct Progress;

  std::string Await(Progress* progress);
  std::string GiveUp(Progress* progress);

  const std::string root_;
  const absl::Duration patience_;
  std::vector<std::string> gaps_;
};

}  // namespace neuron

#endif  // AGENT_CAPTURE_PATIENT_RECORDER_H_
