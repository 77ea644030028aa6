#include "agent/datastore/attaching_driver.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/datastore/datastore_page.h"

namespace neuron {
namespace {

// neuron-driver.md §6.1. With pid 0 it would make a datastore of our own.
constexpr std::uint32_t kAcquireDatastore = 0x80084e47;

struct AcquireDatastore {
  // In.
  std::int32_t pid;
  std::uint32_t padding;
  std::uint64_t mmap_offset;
  std::uint32_t size;
  std::uint32_t padding2;
};
static_assert(sizeof(AcquireDatastore) == 24 && offsetof(AcquireDatastore, mmap_offset) == 8 &&
                  offsetof(AcquireDatastore, size) == 16,
              "driver ABI");

// A datastore that is mapped for reading.
class Mapping {
 public:
  Mapping(int fd, std::uint64_t offset)
      : begin_(mmap(nullptr, kDatastoreBytes, PROT_READ, MAP_SHARED, fd,
                    static_cast<off_t>(offset))) {}
  ~Mapping() {
    if (valid()) {
      munmap(begin_, kDatastoreBytes);
    }
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  bool valid() const { return begin_ != MAP_FAILED; }
  const char* begin() const { return static_cast<const char*>(begin_); }

 private:
  void* const begin_;
};

// By way of the kernel: a mapping whose chip has gone is an error to write(2), and SIGBUS to us.
absl::Status CopyPart(const Mapping& mapping, PagePart part, int scratch, std::string* page) {
  const auto size = static_cast<ssize_t>(part.size);
  const auto at = static_cast<off_t>(part.begin);
  const ssize_t written = pwrite(scratch, mapping.begin() + part.begin, part.size, at);
  if (written < 0) {
    return errno == EFAULT ? absl::DataLossError("read datastore: the page is gone")
                           : ErrnoStatus(errno, "copy datastore");
  }
  if (written != size || pread(scratch, page->data() + part.begin, part.size, at) != size) {
    return absl::DataLossError("read datastore: a part of the page is gone");
  }
  return absl::OkStatus();
}

class KernelAttachingDriver : public AttachingDriver {
 public:
  explicit KernelAttachingDriver(std::shared_ptr<Driver> driver) : driver_(std::move(driver)) {}

  absl::StatusOr<int> Attach(const std::string& node) override {
    return driver_->Open(node, O_RDONLY | O_CLOEXEC);
  }

  absl::StatusOr<std::uint64_t> Find(int fd, int pid) override {
    if (pid <= 0) {
      return absl::InvalidArgumentError(absl::StrCat("datastore of pid ", pid, ": no process"));
    }
    AcquireDatastore request = {};
    request.pid = pid;
    NEURON_RETURN_IF_ERROR(driver_->Ioctl(fd, kAcquireDatastore, &request));
    if (request.size != kDatastoreBytes) {
      return absl::DataLossError(absl::StrCat("datastore of pid ", pid, ": ", request.size,
                                              " bytes, not ", kDatastoreBytes));
    }
    return request.mmap_offset;
  }

  absl::StatusOr<std::string> Copy(int fd, std::uint64_t offset) override {
    const Mapping mapping(fd, offset);
    if (!mapping.valid()) {
      return ErrnoStatus(errno, "map datastore");
    }
    const UniqueFd scratch(memfd_create("datastore", MFD_CLOEXEC));
    if (!scratch.valid()) {
      return ErrnoStatus(errno, "memfd_create");
    }
    std::string page(kCountedBytes, '\0');
    for (const PagePart& part : kCountedParts) {
      NEURON_RETURN_IF_ERROR(CopyPart(mapping, part, scratch.get(), &page));
    }
    return page;
  }

  void Detach(int fd) override { driver_->Close(fd); }

 private:
  const std::shared_ptr<Driver> driver_;
};

}  // namespace

std::unique_ptr<AttachingDriver> MakeAttachingDriver(std::shared_ptr<Driver> driver) {
  return std::make_unique<KernelAttachingDriver>(std::move(driver));
}

}  // namespace neuron
