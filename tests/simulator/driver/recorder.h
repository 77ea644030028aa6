#ifndef TESTS_SIMULATOR_DRIVER_RECORDER_H_
#define TESTS_SIMULATOR_DRIVER_RECORDER_H_

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tests/simulator/driver/process.h"
#include "tests/simulator/driver/report.pb.h"

namespace neuron::sim {

// Watches over the first law: do no harm.
//
// Our own workloads may do anything. Every other process may read, may open a device O_WRONLY, and
// may make the allowed ioctls (driver_abi.h) with a relative index of 0. All else is forbidden:
// each first time it is said at once, as one line that names process, path and deed, and it is
// counted.
//
// AllowAttach() is for what an operator may ask of the agent (--datastore=attach): then every
// process may also open a device O_RDONLY, ask for the datastore of another process, and read or
// map it.
class Recorder {
 public:
  using Say = std::function<void(const std::string& line)>;

  // `say` gets each line.
  explicit Recorder(Say say) : say_(std::move(say)) {}

  void AllowAttach() { attach_allowed_ = true; }

  // An open of a device node.
  void Open(const Process& process, absl::string_view path, int flags);

  // An ioctl on neuron<chip>; `asked` is what AskedFor() says of it.
  void Ioctl(const Process& process, absl::string_view path, int chip, std::uint32_t number,
             std::optional<std::uint32_t> asked);

  // A read of a device node, or of a mapping of it: the two look the same.
  void Map(const Process& process, absl::string_view path);

  // Any other attempt on a file that is not reading: "opens for writing", "removes", ...
  void Change(const Process& process, absl::string_view path, absl::string_view deed);

  // A line that the driver writes to the kernel's log at error level, whoever made it do so.
  void KernelLog(absl::string_view line) { say_(absl::StrCat("kernel: ", line)); }

  bool saw_forbidden() const { return !forbidden_.empty(); }

  // All of it. `devices` are the paths of the host's device nodes, in their order.
  simulator::v1::Report Report(absl::string_view instance,
                               const std::vector<std::string>& devices) const;

 private:
  struct Deeds {
    std::string comm;
    bool own = false;
    std::map<std::pair<std::string, std::string>, std::uint32_t> opens;  // by path, mode
    std::map<std::uint32_t, std::uint32_t> ioctls;                       // by number
  };

  Deeds* DeedsOf(const Process& process);
  bool MayOpen(int flags) const;
  std::string Fault(int chip, std::uint32_t number, std::optional<std::uint32_t> asked) const;
  void Forbid(const Process& process, absl::string_view path, const std::string& deed);
  void AddProcess(pid_t pid, simulator::v1::Report* report) const;
  std::uint32_t Opens(const std::string& path, bool own) const;

  Say say_;
  bool attach_allowed_ = false;
  std::map<pid_t, Deeds> processes_;
  std::vector<pid_t> order_;
  // Times by pid, comm, path, deed.
  std::map<std::tuple<pid_t, std::string, std::string, std::string>, std::uint32_t> forbidden_;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_RECORDER_H_
