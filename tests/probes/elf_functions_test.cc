#include "probes/elf_functions.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

#include "agent/base/file.h"

namespace neuron {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kLibrary[] = "tests/probes/scripted_libnrt.so";

std::string Bytes() {
  std::ifstream file(kLibrary, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

UniqueFd Hold(const std::string& bytes) {
  UniqueFd fd(memfd_create("elf", MFD_CLOEXEC));
  EXPECT_EQ(write(fd.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  return fd;
}

auto Find(const std::string& bytes, const std::set<std::string>& names) {
  return FindFunctions(Hold(bytes).get(), names);
}

TEST(FindFunctions, FindsThoseThatAreExported) {
  const auto found = Find(Bytes(), {"nrt_execute", "nrt_load", "nrt_none", "printf"}).value();
  EXPECT_THAT(found, SizeIs(2));
  EXPECT_EQ(found.count("nrt_execute"), 1u);
  EXPECT_EQ(found.count("nrt_load"), 1u);
}

TEST(FindFunctions, TellsWhereTheCodeIs) {
  const std::string bytes = Bytes();
  const auto found = Find(bytes, {"nrt_execute", "nrt_close"}).value();
  EXPECT_LT(found.at("nrt_execute"), bytes.size());
  EXPECT_NE(found.at("nrt_execute"), found.at("nrt_close"));
}

TEST(FindFunctions, PassesOverTheMarkOfAJumpsTarget) {
  std::string bytes = Bytes();
  const std::uint64_t offset = Find(bytes, {"nrt_execute"}).value().at("nrt_execute");
  bytes.replace(offset, 4, "\xf3\x0f\x1e\xfa");
  EXPECT_EQ(Find(bytes, {"nrt_execute"}).value().at("nrt_execute"), offset + 4);
}

TEST(FindFunctions, RefusesWhatIsNoElfFile) {
  EXPECT_TRUE(absl::IsDataLoss(Find("", {"nrt_execute"}).status()));
  EXPECT_TRUE(absl::IsDataLoss(Find("#!/bin/sh\n", {"nrt_execute"}).status()));
  EXPECT_TRUE(absl::IsDataLoss(Find("\177ELF", {"nrt_execute"}).status()));
}

TEST(FindFunctions, BearsAFileThatIsCutShort) {
  const std::string bytes = Bytes();
  for (std::size_t size = 0; size < bytes.size(); size += 97) {
    Find(bytes.substr(0, size), {"nrt_execute"}).IgnoreError();
  }
}

TEST(FindFunctions, FindsNothingWithoutNames) { EXPECT_THAT(Find(Bytes(), {}).value(), IsEmpty()); }

}  // namespace
}  // namespace neuron
