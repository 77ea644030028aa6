// What a plain user is told of each simulated host: less than root, and nothing else.

#include <sys/wait.h>
#include <unistd.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "agent/cli/message_lines.h"
#include "agent/telemetry/codec.h"
#include "gtest/gtest.h"
#include "tests/hosts/plain_snapshot.h"
#include "tests/simulator/host/host.h"

namespace neuron {
namespace {

constexpr uid_t kNobody = 65534;

// Values by the path of their field.
using Fields = std::map<std::string, std::string>;

std::string Lines(const PlainHostCopy& copy) { return MessageLines(Encode(*copy.Snap(), "")); }

Fields FieldsOf(const std::string& lines) {
  Fields fields;
  for (const absl::string_view line : absl::StrSplit(lines, '\n', absl::SkipEmpty())) {
    const std::size_t end = line.find(' ');
    const std::size_t value = line.find_first_not_of(' ', end);
    fields[std::string(line.substr(0, end))] =
        value == line.npos ? "" : std::string(line.substr(value));
  }
  return fields;
}

// The same by a plain user, in a process of its own.
std::string LinesOfPlainUser(const PlainHostCopy& copy) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    if (setgid(kNobody) != 0 || setuid(kNobody) != 0) _exit(1);
    const std::string lines = Lines(copy);
    _exit(write(ends[1], lines.data(), lines.size()) == static_cast<ssize_t>(lines.size()) ? 0 : 1);
  }
  close(ends[1]);
  std::string lines;
  char buffer[4096];
  for (ssize_t size = 0; (size = read(ends[0], buffer, sizeof(buffer))) > 0;) {
    lines.append(buffer, static_cast<std::size_t>(size));
  }
  close(ends[0]);
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  return lines;
}

bool IsUnknown(const std::string& value) { return absl::StartsWith(value, "?"); }

// What follows from something being unknown, and is not itself a reading.
bool IsConclusion(const std::string& field) {
  for (const char* part : {"verdict", "health", "free_chips", "valid_groups", "occupancy", "access",
                           "sources", "findings"}) {
    if (absl::StrContains(field, part)) return true;
  }
  return false;
}

class Unprivileged : public testing::TestWithParam<std::string> {};

TEST_P(Unprivileged, SeesTheSameOrThatItIsUnknown) {
  if (geteuid() != 0) GTEST_SKIP() << "SKIPPED: needs root, to become another user";
  const sim::Instance instance = sim::FindInstance(GetParam()).value();
  for (const sim::Generation& generation : sim::Generations()) {
    if (!sim::CheckSupport(instance, generation).ok()) continue;
    const std::unique_ptr<sim::Host> host = sim::BuildHost(instance, generation).value();
    const PlainHostCopy copy(host.get());
    const Fields root = FieldsOf(Lines(copy));
    const Fields user = FieldsOf(LinesOfPlainUser(copy));
    int unknown = 0;
    for (const auto& [field, value] : user) {
      const auto said = root.find(field);
      unknown += IsUnknown(value) ? 1 : 0;
      EXPECT_TRUE(IsUnknown(value) || IsConclusion(field) ||
                  (said != root.end() && said->second == value))
          << generation.version << ": " << field << " is " << value << " to a plain user";
    }
    // `reset` is for root only in every driver.
    EXPECT_GE(unknown, instance.chips) << generation.version;
    // Refused too, before 2.28; but the directories of cores can be counted where there are any.
    const bool has_cores = root.count("chips[0].cores[0].index") > 0;
    EXPECT_EQ(user.at("chips[0].core_count") == root.at("chips[0].core_count"), has_cores);
  }
}

std::vector<std::string> Types() {
  std::vector<std::string> types;
  for (const sim::Instance& instance : sim::Instances()) types.push_back(instance.type);
  return types;
}

INSTANTIATE_TEST_SUITE_P(EachInstance, Unprivileged, testing::ValuesIn(Types()),
                         [](const testing::TestParamInfo<std::string>& type) {
                           return absl::StrReplaceAll(type.param, {{".", "_"}});
                         });

}  // namespace
}  // namespace neuron
