#include "agent/capture/patient_recorder.h"

#include <cerrno>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/capture/recorded_line.h"
#include "agent/capture/tree_recorder.h"

namespace neuron {

// What a recording and its listener share.
struct PatientRecorder::Progress {
  std::mutex mutex;
  std::condition_variable moved;
  std::string lines;
  // The file that is being read, and its mode.
  std::string path;
  unsigned mode = 0;
  std::uint64_t steps = 0;
  bool done = false;

  void Take(const std::string& line) {
    const std::lock_guard<std::mutex> lock(mutex);
    lines += line;
    Move();
  }

  void Reading(unsigned file_mode, const std::string& file) {
    const std::lock_guard<std::mutex> lock(mutex);
    path = file;
    mode = file_mode;
    Move();
  }

  void Finish() {
    const std::lock_guard<std::mutex> lock(mutex);
    done = true;
    Move();
  }

 private:
  void Move() {
    ++steps;
    moved.notify_all();
  }
};

std::string PatientRecorder::Record(const std::vector<std::string>& paths) {
  const auto progress = std::make_shared<Progress>();
  std::thread([progress, root = root_, paths] {
    const TreeRecorder recorder(
        root, "/sys",
        [&](unsigned mode, const std::string& path) { progress->Reading(mode, path); },
        [&](const std::string& line) { progress->Take(line); });
    for (const std::string& path : paths) {
      recorder.Record(path);
    }
    progress->Finish();
  }).detach();
  return Await(progress.get());
}

std::string PatientRecorder::Await(Progress* progress) {
  std::unique_lock<std::mutex> lock(progress->mutex);
  while (!progress->done) {
    const std::uint64_t before = progress->steps;
    if (!progress->moved.wait_for(lock, absl::ToChronoMilliseconds(patience_),
                                  [&] { return progress->steps != before; })) {
      return GiveUp(progress);
    }
  }
  return progress->lines;
}

std::string PatientRecorder::GiveUp(Progress* progress) {
  AddGap(absl::StrCat(progress->path, ": no answer within ", absl::FormatDuration(patience_),
                      "; nothing after it was recorded"));
  return progress->lines + FailedFileLine(progress->mode, progress->path, ETIMEDOUT);
}

std::vector<std::string> PatientRecorder::TakeGaps() { return std::exchange(gaps_, {}); }

}  // namespace neuron
