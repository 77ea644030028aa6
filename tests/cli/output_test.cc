#include "agent/cli/output.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>

#include "agent/base/file.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(OutputTo, WritesAtOnce) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const UniqueFd reader(ends[0]);
  const UniqueFd writer(ends[1]);
  ASSERT_TRUE(OutputTo(writer.get())("a line\n").ok());
  char text[16] = {};
  EXPECT_EQ(read(reader.get(), text, sizeof(text)), 7);
  EXPECT_STREQ(text, "a line\n");
}

TEST(OutputTo, IsCancelledWhenTheReaderHasLeft) {
  std::signal(SIGPIPE, SIG_IGN);
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  close(ends[0]);
  const UniqueFd writer(ends[1]);
  EXPECT_TRUE(absl::IsCancelled(OutputTo(writer.get())("a line\n")));
}

TEST(OutputTo, FailsOnAFullDisk) {
  const UniqueFd full(open("/dev/full", O_WRONLY | O_CLOEXEC));
  ASSERT_TRUE(full.valid());
  EXPECT_TRUE(absl::IsResourceExhausted(OutputTo(full.get())("a line\n")));
}

}  // namespace
}  // namespace neuron
