#ifndef PROBES_NRT_CALLS_H_
#define PROBES_NRT_CALLS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "probes/nrt_call.h"
#include "probes/probe_report.h"

namespace neuron {

// Counts the calls that chosen processes make into libnrt, by uprobes: a call that is followed to
// its return costs its caller about a microsecond. No event is sent, and reading stops nobody.
//
// The probes sit in the library's file, once for all processes that have it, and look for the
// caller among those that are followed. (With probes for each process the kernel asks all of them
// at each call: with 32 processes a call costs twice as much.)
//
// The calls of all threads of a process count, not those of its children. What an exported function
// calls in turn is part of its call. One thread at a time.
class NrtCalls {
 public:
  static constexpr std::size_t kMaxProcesses = NRT_MAX_PROCESSES;
  static constexpr std::size_t kMaxLibraries = NRT_MAX_LIBRARIES;

  // A file with probes in it, until this is destroyed: they are then taken out by another thread,
  // which needs a second or two.
  class Library {
   public:
    virtual ~Library() = default;
  };

  // A process that is followed, until this is destroyed. Of one that has ended the last counts
  // stay.
  class Process {
   public:
    virtual ~Process() = default;

    // Since it is followed, on all CPUs. Each count by itself is exact; two of them may be of
    // moments that are a call apart.
    virtual nrt_row Read() const = 0;
  };

  // Loads the programs. PermissionDenied without CAP_BPF and CAP_PERFMON (or root), NotFound
  // without the kernel's BTF, Internal if the kernel refuses the program itself, else
  // Unimplemented: this kernel cannot (5.15 and later can); the message says what failed.
  static absl::StatusOr<std::unique_ptr<NrtCalls>> Load();

  // Waits until the last probes are out. REQUIRES: its libraries and processes are destroyed.
  virtual ~NrtCalls() = default;

  // Puts probes into the library at this path. Functions that it lacks are left out. Takes tens of
  // milliseconds. NotFound if it has none of them, is no library or does not exist,
  // ResourceExhausted beyond kMaxLibraries, else as ErrnoStatus; then there are none in it.
  virtual absl::StatusOr<std::unique_ptr<Library>> Attach(const std::string& path) = 0;

  // Counts, from now on, the calls into these libraries of the process with this number in the
  // initial pid namespace, if it is the one that started then (field 22 of /proc/<pid>/stat). Calls
  // that already run are not seen to end. ResourceExhausted beyond kMaxProcesses, else as
  // ErrnoStatus. REQUIRES: the process is not followed.
  virtual absl::StatusOr<std::unique_ptr<Process>> Follow(
      int pid, std::uint64_t start_ticks, const std::vector<const Library*>& libraries) = 0;

  // By program. NotFound: it is attached nowhere, because no library that was given has its
  // function. `drops` are the calls that the kernel kept from it.
  virtual std::vector<ProbeReport> Reports() const = 0;
};

}  // namespace neuron

#endif  // PROBES_NRT_CALLS_H_
