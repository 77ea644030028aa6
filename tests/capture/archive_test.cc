#include "agent/capture/archive.h"

#include <zstd.h>

#include <cstdio>
#include <string>

#include "gtest/gtest.h"

namespace neuron {
namespace {

const absl::Time kWhen = absl::FromUnixSeconds(1795000000);

// What tar(1) prints of the archive.
std::string AsTarSees(const std::string& tar, const std::string& options) {
  const std::string path = testing::TempDir() + "/archive.tar";
  std::FILE* const file = std::fopen(path.c_str(), "wb");
  std::fwrite(tar.data(), 1, tar.size(), file);
  std::fclose(file);
  std::FILE* const listing = popen(("TZ=UTC tar " + options + " -f " + path).c_str(), "r");
  std::string text;
  char buffer[256];
  while (std::fgets(buffer, sizeof(buffer), listing) != nullptr) {
    text += buffer;
  }
  EXPECT_EQ(pclose(listing), 0);
  return text;
}

TEST(PackTar, MakesWhatTarReads) {
  const std::string tar = PackTar({{"a.txt", "hello\n"}, {"empty", ""}}, kWhen).value();
  EXPECT_EQ(AsTarSees(tar, "--list --verbose --numeric-owner --full-time"),
            "-rw-r--r-- 0/0               6 2026-11-18 11:06:40 a.txt\n"
            "-rw-r--r-- 0/0               0 2026-11-18 11:06:40 empty\n");
  EXPECT_EQ(AsTarSees(tar, "--extract --to-stdout"), "hello\n");
}

TEST(PackTar, KeepsAMemberThatFillsItsBlocks) {
  const std::string content(1024, 'x');
  EXPECT_EQ(AsTarSees(PackTar({{"full", content}}, kWhen).value(), "--extract --to-stdout"),
            content);
}

TEST(PackTar, RefusesANameThatDoesNotFit) {
  EXPECT_TRUE(absl::IsInvalidArgument(PackTar({{"", ""}}, kWhen).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(PackTar({{std::string(101, 'n'), ""}}, kWhen).status()));
  EXPECT_EQ(PackTar({{std::string(100, 'n'), ""}}, kWhen).status(), absl::OkStatus());
}

TEST(CompressZstd, MakesOneFrameThatGivesTheBytesBack) {
  const std::string bytes = std::string(100000, 'a') + "end";
  const std::string frame = CompressZstd(bytes).value();
  EXPECT_LT(frame.size(), 1000U);
  std::string back(bytes.size(), '\0');
  EXPECT_EQ(ZSTD_decompress(back.data(), back.size(), frame.data(), frame.size()), bytes.size());
  EXPECT_EQ(back, bytes);
}

TEST(CompressZstd, AddsAChecksum) {
  std::string frame = CompressZstd("some bytes that are not long").value();
  frame.back() = static_cast<char>(frame.back() ^ 1);
  std::string back(100, '\0');
  EXPECT_TRUE(ZSTD_isError(ZSTD_decompress(back.data(), back.size(), frame.data(), frame.size())));
}

}  // namespace
}  // namespace neuron
