#ifndef PROBES_NRT_PROBES_H_
#define PROBES_NRT_PROBES_H_

#include <cstdint>
#include <future>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "probes/probe_report.h"

struct bpf_link;
struct bpf_object;
struct bpf_program;

namespace neuron {

// The programs of nrt_calls.bpf.c, which it puts into libraries and takes out of them. One thread.
class NrtProbes {
 public:
  struct LinkCloser {
    void operator()(bpf_link* link) const;
  };

  // One program.
  struct Probe {
    std::string name;
    const bpf_program* program = nullptr;
    // In how many places.
    int attached = 0;
    absl::Status last_failure = absl::NotFoundError("no process that is followed has libnrt");
  };

  // One program in one function.
  struct Link {
    Probe* probe;
    std::unique_ptr<bpf_link, LinkCloser> link;
  };
  using Links = std::vector<Link>;

  // Of the object that the programs are loaded from, which outlives this.
  explicit NrtProbes(const bpf_object& object);

  // Into every function of libnrt that the library has; `cookie` is what the programs are told.
  // NotFound if there is none, or if it is no regular file, which is not opened.
  absl::StatusOr<Links> PutInto(const std::string& path, int cookie);

  // On a thread of its own, since the kernel waits a tenth of a second for each.
  void TakeOut(Links links);

  std::vector<ProbeReport> Reports() const;

 private:
  // A function of libnrt, and its probe.
  struct Function {
    const char* name;
    Probe* entry;
    bool timed;
  };

  // Where to put a program, and what it is told there.
  struct Place {
    const std::string& file;
    std::uint64_t offset;
    int cookie;
  };

  absl::Status Put(Probe* probe, const Place& place, Links* links);

  std::list<Probe> entries_;
  Probe return_;
  std::vector<Function> functions_;
  std::vector<std::future<void>> under_way_;
};

}  // namespace neuron

#endif  // PROBES_NRT_PROBES_H_
