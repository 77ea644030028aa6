#include "probes/descriptor_walk.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "probes/descriptor_walk.skel.h"
#include "probes/program.h"

namespace neuron {
namespace {

// More than a million descriptors of chips are somebody's mistake, or malice.
constexpr std::size_t kMostBytes = std::size_t{64} << 20;

absl::StatusOr<std::string> ReadAll(int fd) {
  std::string bytes;
  char chunk[16 * 1024];
  while (true) {
    const ssize_t got = read(fd, chunk, sizeof(chunk));
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) {
      continue;
    }
    if (got < 0) {
      return ErrnoStatus(errno, "read the descriptor walk");
    }
    if (got == 0) {
      return bytes;
    }
    bytes.append(chunk, static_cast<std::size_t>(got));
    if (bytes.size() > kMostBytes) {
      return absl::ResourceExhaustedError(absl::StrCat("read the descriptor walk: more than ",
                                                       kMostBytes / sizeof(descriptor_record),
                                                       " descriptors of chips"));
    }
  }
}

constexpr char kWhat[] = "the descriptor walk";

absl::StatusOr<std::string> ReadIterator(const bpf_link* link) {
  const UniqueFd iterator(bpf_iter_create(bpf_link__fd(link)));
  if (!iterator.valid()) {
    return ErrnoStatus(errno, "start the descriptor walk");
  }
  return ReadAll(iterator.get());
}

bool AreSame(const DescriptorWalk::Subject& a, const DescriptorWalk::Subject& b) {
  return a.number == b.number && a.key.major == b.key.major && a.key.minor == b.key.minor &&
         a.key.inode == b.key.inode;
}

class KernelWalk : public DescriptorWalk {
 public:
  explicit KernelWalk(descriptor_walk_bpf* bpf) : bpf_(bpf) {}
  ~KernelWalk() override { descriptor_walk_bpf__destroy(bpf_); }

  absl::StatusOr<std::vector<descriptor_record>> Walk(
      const std::vector<Subject>& subjects) override {
    NEURON_RETURN_IF_ERROR(SetSubjects(subjects));
    if (bpf_->links.walk_tables != nullptr) {
      const auto bytes = WalkTables();
      if (bytes.ok()) {
        return DecodeDescriptors(*bytes);
      }
    }
    NEURON_ASSIGN_OR_RETURN(const std::string bytes, ReadIterator(bpf_->links.walk_descriptors));
    return DecodeDescriptors(bytes);
  }

 private:
  // Fails if some process has too large a table, or more in it than the kernel takes at once.
  absl::StatusOr<std::string> WalkTables() {
    bpf_->bss->truncated = false;
    NEURON_ASSIGN_OR_RETURN(std::string bytes, ReadIterator(bpf_->links.walk_tables));
    if (bpf_->bss->truncated) {
      return absl::OutOfRangeError("a table is too large");
    }
    return bytes;
  }

  absl::Status SetSubjects(const std::vector<Subject>& subjects) {
    if (std::equal(subjects.begin(), subjects.end(), known_.begin(), known_.end(), AreSame)) {
      return absl::OkStatus();
    }
    const int map = bpf_map__fd(bpf_->maps.subjects);
    for (const Subject& known : known_) {
      bpf_map_delete_elem(map, &known.key);
    }
    known_.clear();
    bpf_->bss->device_majors = 0;
    bpf_->bss->regular_majors = 0;
    for (const Subject& subject : subjects) {
      if (bpf_map_update_elem(map, &subject.key, &subject.number, BPF_NOEXIST) != 0) {
        return ErrnoStatus(errno, "tell the descriptor walk what to look for");
      }
      known_.push_back(subject);
      (subject.key.inode == 0 ? bpf_->bss->device_majors : bpf_->bss->regular_majors) |=
          __u64{1} << (subject.key.major % 64);
    }
    return absl::OkStatus();
  }

  descriptor_walk_bpf* bpf_;
  std::vector<Subject> known_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<DescriptorWalk>> DescriptorWalk::Load(Way way) {
  // What fails is in the status, in one line; libbpf would print pages.
  libbpf_set_print(nullptr);
  descriptor_walk_bpf* bpf = descriptor_walk_bpf__open();
  if (bpf == nullptr) {
    return ProgramError(errno, kWhat);
  }
  auto walk = std::make_unique<KernelWalk>(bpf);
  bpf->rodata->reads_in_place = way == Way::kTablesInPlace;
  bpf_program__set_autoload(bpf->progs.walk_tables, way != Way::kDescriptors);
  int error = descriptor_walk_bpf__load(bpf);
  if (error == 0) {
    error = descriptor_walk_bpf__attach(bpf);
  }
  if (error != 0) {
    return ProgramError(-error, kWhat);
  }
  return walk;
}

absl::StatusOr<std::unique_ptr<DescriptorWalk>> DescriptorWalk::Load() {
  for (const Way way : {Way::kTablesInPlace, Way::kTables}) {
    auto walk = Load(way);
    if (walk.ok()) {
      return walk;
    }
  }
  return Load(Way::kDescriptors);
}

absl::StatusOr<std::vector<descriptor_record>> DecodeDescriptors(absl::string_view bytes) {
  if (bytes.size() % sizeof(descriptor_record) != 0) {
    return absl::DataLossError(
        absl::StrCat("the descriptor walk gave ", bytes.size(), " bytes, no whole records"));
  }
  std::vector<descriptor_record> records(bytes.size() / sizeof(descriptor_record));
  for (std::size_t i = 0; i < records.size(); ++i) {
    std::memcpy(&records[i], bytes.data() + i * sizeof(descriptor_record),
                sizeof(descriptor_record));
    records[i].comm[sizeof(records[i].comm) - 1] = '\0';
  }
  return records;
}

}  // namespace neuron
