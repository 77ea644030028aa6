#include "tests/simulator/replay/archive_reader.h"

#include <cstdio>
#include <string>

#include "agent/capture/archive.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace neuron::sim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

constexpr std::size_t kLimit = 1 << 20;

std::string Packed() {
  return PackTar({{"a.txt", "hello\n"}, {"b", std::string(512, 'b')}, {"empty", ""}},
                 absl::FromUnixSeconds(1))
      .value();
}

TEST(ReadTar, GivesTheMembersOfACaptureBack) {
  EXPECT_THAT(
      ReadTar(Packed()).value(),
      ElementsAre(Pair("a.txt", "hello\n"), Pair("b", std::string(512, 'b')), Pair("empty", "")));
}

TEST(ReadTar, LeavesOutWhatIsNoPlainFile) {
  const std::string folder = testing::TempDir() + "/packed";
  const std::string command =
      "mkdir -p " + folder + "/sub && printf hi > " + folder + "/file && ln -sf file " + folder +
      "/link && tar --create --format=ustar -C " + folder + " sub file link";
  std::FILE* const output = popen(command.c_str(), "r");
  std::string tar;
  char block[512];
  for (std::size_t size = 0; (size = std::fread(block, 1, sizeof(block), output)) > 0;) {
    tar.append(block, size);
  }
  ASSERT_EQ(pclose(output), 0);
  EXPECT_THAT(ReadTar(tar).value(), ElementsAre(Pair("file", "hi")));
}

TEST(ReadTar, RefusesWhatDoesNotAddUp) {
  std::string tar = Packed();
  tar[0] = 'x';
  EXPECT_THAT(std::string(ReadTar(tar).status().message()), HasSubstr("byte 0"));
}

TEST(ReadTar, RefusesACutArchive) {
  const std::string tar = Packed();
  for (const std::size_t size : {0U, 100U, 512U, 515U, 1024U, 1536U, 2048U}) {
    EXPECT_TRUE(absl::IsDataLoss(ReadTar(absl::string_view(tar).substr(0, size)).status())) << size;
  }
}

TEST(DecompressZstd, GivesTheBytesBack) {
  const std::string bytes(300000, 'z');
  EXPECT_EQ(DecompressZstd(CompressZstd(bytes).value(), kLimit).value(), bytes);
  EXPECT_THAT(DecompressZstd(CompressZstd("").value(), kLimit).value(), IsEmpty());
}

TEST(DecompressZstd, StopsAtTheLimit) {
  const std::string bomb = CompressZstd(std::string(kLimit + 1, '\0')).value();
  EXPECT_LT(bomb.size(), 1000U);
  EXPECT_TRUE(absl::IsResourceExhausted(DecompressZstd(bomb, kLimit).status()));
}

TEST(DecompressZstd, RefusesCutOrDamagedBytes) {
  const std::string frame = CompressZstd("hello hello hello").value();
  EXPECT_TRUE(absl::IsDataLoss(DecompressZstd(frame.substr(0, frame.size() - 1), kLimit).status()));
  EXPECT_TRUE(absl::IsDataLoss(DecompressZstd("no zstd", kLimit).status()));
  EXPECT_TRUE(absl::IsDataLoss(DecompressZstd("", kLimit).status()));
}

}  // namespace
}  // namespace neuron::sim
