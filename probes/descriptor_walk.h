#ifndef PROBES_DESCRIPTOR_WALK_H_
#define PROBES_DESCRIPTOR_WALK_H_

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "probes/descriptor.h"

namespace neuron {

// Finds the descriptors of certain files among those of every process but this one, by one pass in
// the kernel (a BPF iterator, since Linux 5.8). Costs nothing but while it walks, sees what ptrace
// rules hide from /proc, and touches no process. Processes in another pid namespace than the
// caller's, unless it is below, are not walked. Any one thread.
class DescriptorWalk {
 public:
  // As many as the driver has minors.
  static constexpr std::size_t kMaxSubjects = 64;

  // One file to look for, and the number by which the records name it.
  struct Subject {
    descriptor_key key;
    __u32 number;
  };

  // How the kernel walks, fastest first. Each finds the same.
  enum class Way {
    // Through the tables of descriptors, reading where they are. Holds nothing meanwhile: a
    // descriptor counts if it has not changed while its file was read, and a task comes again if
    // it has left or outgrown its table. Since Linux 6.2.
    kTablesInPlace,
    // The same, reading by way of copies. Since Linux 5.17.
    kTables,
    // From one descriptor to the next. So do the other ways, too, once they have met a table of
    // more than DESCRIPTOR_TABLE_MAX, or a process with more than some 500 of what is looked for.
    kDescriptors,
  };

  // Loads the program, for the fastest way that this kernel allows. PermissionDenied without
  // CAP_BPF and CAP_PERFMON (or root), NotFound without the kernel's BTF, Internal if the kernel
  // refuses the program itself, else Unimplemented: this kernel cannot; the message says what
  // failed.
  static absl::StatusOr<std::unique_ptr<DescriptorWalk>> Load();
  // For this way alone; Internal, too, if this kernel lacks what it needs.
  static absl::StatusOr<std::unique_ptr<DescriptorWalk>> Load(Way way);

  virtual ~DescriptorWalk() = default;

  // Every descriptor of these files that another process has, in no order. One that is opened or
  // closed meanwhile may be there or not, and none is told of a process that never had it.
  // REQUIRES: at most kMaxSubjects, each key once. ResourceExhausted beyond a million descriptors,
  // else as ErrnoStatus.
  virtual absl::StatusOr<std::vector<descriptor_record>> Walk(
      const std::vector<Subject>& subjects) = 0;
};

// The records in the bytes that the iterator gave: a pure function. DataLoss if the last is cut
// short. A name that is not closed is closed.
absl::StatusOr<std::vector<descriptor_record>> DecodeDescriptors(absl::string_view bytes);

}  // namespace neuron

#endif  // PROBES_DESCRIPTOR_WALK_H_
