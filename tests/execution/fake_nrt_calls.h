#ifndef TESTS_EXECUTION_FAKE_NRT_CALLS_H_
#define TESTS_EXECUTION_FAKE_NRT_CALLS_H_

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "probes/nrt_calls.h"

namespace neuron {

// Records what is asked of the probes; counts what a test says.
class FakeNrtCalls : public NrtCalls {
 public:
  // What outlives the fake's owner.
  struct Record {
    // Paths that have probes, and how often any was given any.
    std::set<std::string> attached;
    int attachments = 0;
    // By pid: when it started, and the paths that count.
    struct Following {
      std::uint64_t start_ticks;
      std::set<std::string> paths;
    };
    std::map<int, Following> followed;
    // What a process has counted since it is followed; a new following starts with nothing.
    std::map<int, nrt_row> rows;
    absl::Status attach_status;
    absl::Status follow_status;
  };

  explicit FakeNrtCalls(Record* record) : record_(record) {}

  absl::StatusOr<std::unique_ptr<Library>> Attach(const std::string& path) override {
    ++record_->attachments;
    if (!record_->attach_status.ok()) {
      return record_->attach_status;
    }
    record_->attached.insert(path);
    return std::make_unique<FakeLibrary>(record_, path);
  }

  absl::StatusOr<std::unique_ptr<Process>> Follow(
      int pid, std::uint64_t start_ticks, const std::vector<const Library*>& libraries) override {
    if (!record_->follow_status.ok()) {
      return record_->follow_status;
    }
    Record::Following following = {start_ticks, {}};
    for (const Library* library : libraries) {
      following.paths.insert(static_cast<const FakeLibrary*>(library)->path());
    }
    if (!record_->followed.emplace(pid, following).second) {
      return absl::InternalError("it is followed already");
    }
    record_->rows[pid] = {};
    return std::make_unique<FakeProcess>(record_, pid);
  }

  std::vector<ProbeReport> Reports() const override { return {ProbeReport{}}; }

 private:
  class FakeLibrary : public Library {
   public:
    FakeLibrary(Record* record, std::string path) : record_(record), path_(std::move(path)) {}
    ~FakeLibrary() override { record_->attached.erase(path_); }
    const std::string& path() const { return path_; }

   private:
    Record* const record_;
    const std::string path_;
  };

  class FakeProcess : public Process {
   public:
    FakeProcess(Record* record, int pid) : record_(record), pid_(pid) {}
    ~FakeProcess() override { record_->followed.erase(pid_); }
    nrt_row Read() const override { return record_->rows[pid_]; }

   private:
    Record* const record_;
    const int pid_;
  };

  Record* const record_;
};

}  // namespace neuron

#endif  // TESTS_EXECUTION_FAKE_NRT_CALLS_H_
