#include "tests/simulator/driver/descriptors.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "agent/base/file.h"

namespace neuron::sim {
namespace {

class DescriptorsTest : public testing::Test {
 protected:
  DescriptorsTest() : path_(testing::TempDir() + "/neuron0") {
    const UniqueFd made(open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    struct stat attributes = {};
    fstat(made.get(), &attributes);
    inode_ = attributes.st_ino;
  }

  std::string path_;
  std::uint64_t inode_ = 0;
};

TEST_F(DescriptorsTest, FindsOneThatChildrenInherit) {
  EXPECT_FALSE(HoldsWithoutCloexec(getpid(), inode_, "neuron0"));
  const UniqueFd fd(open(path_.c_str(), O_WRONLY));
  EXPECT_TRUE(HoldsWithoutCloexec(getpid(), inode_, "neuron0"));
  EXPECT_FALSE(HoldsWithoutCloexec(getpid(), inode_, "neuron1"));
  EXPECT_FALSE(HoldsWithoutCloexec(getpid(), inode_ + 1, "neuron0"));
}

TEST_F(DescriptorsTest, PassesOneThatTheyDoNot) {
  const UniqueFd fd(open(path_.c_str(), O_WRONLY | O_CLOEXEC));
  EXPECT_FALSE(HoldsWithoutCloexec(getpid(), inode_, "neuron0"));
}

TEST_F(DescriptorsTest, IsFalseForAProcessThatIsNotThere) {
  EXPECT_FALSE(HoldsWithoutCloexec(0, inode_, "neuron0"));
}

}  // namespace
}  // namespace neuron::sim
