#include "tests/datastore/fake_attaching_driver.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

constexpr int kFd = 7;

}  // namespace

absl::StatusOr<int> FakeAttachingDriver::Attach(const std::string& node) {
  calls.push_back(absl::StrCat("attach ", node));
  if (!attach_status.ok()) {
    return attach_status;
  }
  return kFd;
}

absl::StatusOr<std::uint64_t> FakeAttachingDriver::Find(int fd, int pid) {
  EXPECT_EQ(fd, kFd);
  calls.push_back(absl::StrCat("find ", pid));
  const auto found = datastores.find(pid);
  if (found == datastores.end()) {
    return absl::NotFoundError("no datastore");
  }
  return found->second.offset;
}

absl::StatusOr<std::string> FakeAttachingDriver::Copy(int fd, std::uint64_t offset) {
  EXPECT_EQ(fd, kFd);
  calls.push_back(absl::StrCat("copy ", offset));
  for (const auto& [pid, datastore] : datastores) {
    if (datastore.offset == offset) {
      const std::string page = datastore.page;
      during_copy();
      return page;
    }
  }
  return absl::DataLossError("read datastore: the page is gone");
}

void FakeAttachingDriver::Detach(int fd) {
  EXPECT_EQ(fd, kFd);
  calls.push_back("detach");
}

}  // namespace neuron
