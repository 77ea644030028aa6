#include "agent/base/ca_bundle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace neuron {
namespace {

using testing::HasSubstr;

class FindCaBundleTest : public testing::Test {
 protected:
  void MakeFile(const std::string& path) {
    std::filesystem::create_directories(std::filesystem::path(root_ + path).parent_path());
    std::ofstream(root_ + path) << "certificate\n";
  }

  const std::string root_ =
      testing::TempDir() + "/" + testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(FindCaBundleTest, KnowsThePlaceOfDebian) {
  MakeFile("/etc/ssl/certs/ca-certificates.crt");
  EXPECT_EQ(FindCaBundle(root_).value(), root_ + "/etc/ssl/certs/ca-certificates.crt");
}

TEST_F(FindCaBundleTest, KnowsThePlaceOfAmazonLinux) {
  MakeFile("/etc/pki/tls/certs/ca-bundle.crt");
  EXPECT_EQ(FindCaBundle(root_).value(), root_ + "/etc/pki/tls/certs/ca-bundle.crt");
}

TEST_F(FindCaBundleTest, SaysWhereItLookedAndWhatToDo) {
  const auto bundle = FindCaBundle(root_);
  EXPECT_TRUE(absl::IsNotFound(bundle.status()));
  EXPECT_THAT(bundle.status().ToString(), HasSubstr("/etc/pki/tls/certs/ca-bundle.crt"));
  EXPECT_THAT(bundle.status().ToString(), HasSubstr("install ca-certificates"));
}

}  // namespace
}  // namespace neuron
