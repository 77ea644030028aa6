#ifndef PROBES_DESCRIPTOR_WALK_H_
#define PROBES_DESCRIPTOR_WALK_H_

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "probes/descriptor.h"

namespace neuron {

// Finds the descriptors of certain files among those of every process, by one pass in the kernel
// (a BPF iterator, since Linux 5.8). Costs nothing but while it walks, sees what ptrace rules hide
// from /proc, and touches no process. Processes in another pid namespace than the caller's, unless
// it is below, are not walked. Any one thread.
class DescriptorWalk {
 public:
  // As many as the driver has minors.
  static constexpr std::size_t kMaxSubjects = 64;

  // One file to look for, and the number by which the records name it.
  struct Subject {
    descriptor_key key;
    __u32 number;
  };

  // Loads the program. PermissionDenied without CAP_BPF and CAP_PERFMON (or root), NotFound without
  // the kernel's BTF, Internal if the kernel refuses the program itself, else Unimplemented: this
  // kernel cannot; the message says what failed.
  static absl::StatusOr<std::unique_ptr<DescriptorWalk>> Load();

  virtual ~DescriptorWalk() = default;

  // Every descriptor of these files, of every process, in no order. REQUIRES: at most kMaxSubjects,
  // each key once. ResourceExhausted beyond a million
  // descriptors, else as ErrnoStatus.
  virtual absl::StatusOr<std::vector<descriptor_record>> Walk(
      const std::vector<Subject>& subjects) = 0;
};

// The records in the bytes that the iterator gave: a pure function. DataLoss if the last is cut
// short. A name that is not closed is closed.
absl::StatusOr<std::vector<descriptor_record>> DecodeDescriptors(absl::string_view bytes);

}  // namespace neuron

#endif  // PROBES_DESCRIPTOR_WALK_H_
