#ifndef TESTS_SIMULATOR_PLAY_CONTROL_FILE_H_
#define TESTS_SIMULATOR_PLAY_CONTROL_FILE_H_

#include <functional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "proto/config.pb.h"
#include "tests/simulator/play/workloads.h"

namespace neuron::sim {

// The file `control` of the mount: lines of verbs in, how they ended out.
class ControlFile {
 public:
  using Execute = std::function<void(const config::v1::Verb&, Done)>;

  explicit ControlFile(Execute execute) : execute_(std::move(execute)) {}

  // Does each line (control_line.h) after the one before it has ended; empty lines and # comments
  // are skipped. `done` hears OK after the last, or the first failure; the rest is left undone.
  void Submit(absl::string_view text, Done done);

  // How the last write ended: "ok" or "error: ..." and a newline. Empty before the first.
  const std::string& last() const { return last_; }

 private:
  void Finish(const absl::Status& status, const Done& done);

  Execute execute_;
  std::string last_;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_CONTROL_FILE_H_
