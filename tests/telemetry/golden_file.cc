#include "tests/telemetry/golden_file.h"

#include <cstdlib>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr std::size_t kLimit = 1 << 20;

bool update_golden = false;

void Update(const std::string& path, const std::string& actual) {
  const char* workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  ASSERT_NE(workspace, nullptr) << "--update_golden wants bazel run";
  const absl::Status written = ReplaceFile(absl::StrCat(workspace, "/", path), actual, 0644);
  EXPECT_TRUE(written.ok()) << written;
}

}  // namespace

void ExpectGolden(const std::string& path, const std::string& actual) {
  if (update_golden) return Update(path, actual);
  const absl::StatusOr<std::string> golden = ReadFile(path, kLimit);
  ASSERT_TRUE(golden.ok()) << golden.status();
  EXPECT_EQ(actual, *golden) << path << " is stale: bazel run this test with -- --update_golden";
}

}  // namespace neuron

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  neuron::update_golden = argc > 1 && std::strcmp(argv[1], "--update_golden") == 0;
  return RUN_ALL_TESTS();
}
