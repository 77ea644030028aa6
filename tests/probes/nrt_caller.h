#ifndef TESTS_PROBES_NRT_CALLER_H_
#define TESTS_PROBES_NRT_CALLER_H_

#include <cstdint>
#include <string>

#include "agent/base/file.h"

namespace neuron {

// A real process that calls libnrt as a test tells it to (nrt_caller_main.cc says what). It ends
// with this.
class NrtCaller {
 public:
  NrtCaller();
  ~NrtCaller() { End(); }
  NrtCaller(const NrtCaller&) = delete;
  NrtCaller& operator=(const NrtCaller&) = delete;

  int pid() const { return pid_; }
  std::uint64_t start_ticks() const { return start_ticks_; }

  // Its answer, once it is done: "ok", or what is wrong.
  std::string Tell(const std::string& command);

  // Kills it and waits until it is gone.
  void End();

 private:
  std::string ReadLine();

  int pid_ = -1;
  std::uint64_t start_ticks_ = 0;
  UniqueFd commands_;
  UniqueFd answers_;
};

// Where the libraries lie that it can be told to open.
inline constexpr char kScriptedLibnrt[] = "tests/probes/scripted_libnrt.so";

}  // namespace neuron

#endif  // TESTS_PROBES_NRT_CALLER_H_
