#include "agent/capture/patient_recorder.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/capture/recorded_line.h"
#include "agent/capture/tree_recorder.h"

namespace neuron {

namespace {

using Instant = std::chrono::steady_clock::time_point;

Instant Now() { return std::chrono::steady_clock::now(); }

}  // namespace

// What a recording and its listener share.
struct PatientRecorder::Progress {
  std::mutex mutex;
  std::condition_variable moved;
  std::string lines;
  // The file or directory that is being read, and its mode.
  std::string path;
  unsigned mode = S_IFDIR;
  Instant moved_at = Now();
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

  // Until it is done, has stood at one file for so long, or it is `end`. Whether it is done.
  bool AwaitStall(std::unique_lock<std::mutex>* lock, absl::Duration stall, Instant end) {
    for (;;) {
      const Instant until = std::min(moved_at + absl::ToChronoNanoseconds(stall), end);
      if (done || Now() >= until) {
        return done;
      }
      moved.wait_until(*lock, until);
    }
  }

 private:
  void Move() {
    moved_at = Now();
    moved.notify_all();
  }
};

PatientRecorder::PatientRecorder(std::string root, absl::Duration patience, absl::Duration limit)
    : root_(std::move(root)),
      patience_(patience),
      limit_(limit),
      end_(Now() + absl::ToChronoNanoseconds(limit)) {}

std::string PatientRecorder::Record(const std::vector<std::string>& paths) {
  return RecordAll({paths});
}

std::string PatientRecorder::RecordAll(const std::vector<std::vector<std::string>>& recordings) {
  std::vector<std::shared_ptr<Progress>> begun;
  for (const std::vector<std::string>& paths : recordings) {
    begun.push_back(Begin(paths));
    std::unique_lock<std::mutex> lock(begun.back()->mutex);
    begun.back()->AwaitStall(&lock, std::min(kStall, patience_ / kMostStalls), end_);
  }
  std::string lines;
  for (const std::shared_ptr<Progress>& progress : begun) {
    lines += Await(progress.get());
  }
  return lines;
}

std::shared_ptr<PatientRecorder::Progress> PatientRecorder::Begin(
    const std::vector<std::string>& paths) const {
  const auto progress = std::make_shared<Progress>();
  progress->path = absl::StrCat("/sys/", paths.front());
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
  return progress;
}

std::string PatientRecorder::Await(Progress* progress) {
  std::unique_lock<std::mutex> lock(progress->mutex);
  return progress->AwaitStall(&lock, patience_, end_) ? progress->lines : GiveUp(progress);
}

std::string PatientRecorder::GiveUp(Progress* progress) {
  const bool is_over = Now() >= end_;
  AddGap(absl::StrCat(
      progress->path, ": ",
      is_over ? absl::StrCat("not done when ", absl::FormatDuration(limit_), " had passed for all")
              : absl::StrCat("no answer within ", absl::FormatDuration(patience_)),
      "; nothing after it was recorded"));
  return S_ISDIR(progress->mode)
             ? progress->lines
             : progress->lines + FailedFileLine(progress->mode, progress->path, ETIMEDOUT);
}

std::vector<std::string> PatientRecorder::TakeGaps() { return std::exchange(gaps_, {}); }

}  // namespace neuron
