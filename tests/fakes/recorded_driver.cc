#include "tests/fakes/recorded_driver.h"

#include <cstdint>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/device/neuron_abi.h"

namespace neuron {
namespace {

// The text between `before` and the next quote or comma, from `from` on; empty if there is none.
std::string After(const std::string& line, const std::string& before, std::size_t from = 0) {
  const std::size_t at = line.find(before, from);
  if (at == std::string::npos) {
    return "";
  }
  const std::size_t begin = at + before.size();
  return line.substr(begin, line.find_first_of("\",", begin) - begin);
}

std::vector<std::uint8_t> Bytes(const std::string& hex) {
  const std::string bytes = absl::HexStringToBytes(hex);
  return {bytes.begin(), bytes.end()};
}

absl::Status StatusOf(const std::string& line) {
  int error = 0;
  return absl::SimpleAtoi(After(line, "\"errno\":"), &error) && error != 0
             ? ErrnoStatus(error, "ioctl")
             : absl::OkStatus();
}

void Take(const std::string& line, std::uint32_t number, RecordingDriver* driver) {
  const absl::Status status = StatusOf(line);
  if (number == kGetLogicalToPhysicalNcMap && status.ok()) {
    driver->AnswerCoreMapWith(Bytes(After(line, "\"hex\":\"", line.find("out_ptr_map"))));
  } else if (number == kGetLogicalToPhysicalNcMap) {
    driver->FailWith(number, status, sizeof(NeuronGetCoreMap));
  } else {
    driver->AnswerWith(number, Bytes(After(line, "\"out\":\"")), status);
  }
}

}  // namespace

std::unique_ptr<RecordingDriver> MakeRecordedDriver(absl::string_view host, int chip) {
  std::ifstream file(absl::StrCat("tests/fixtures/neuron-driver/", host, "/ioctl.jsonl"));
  file.exceptions(std::ios::badbit);
  const std::string wanted =
      absl::StrCat("{\"state\":\"idle\",\"dev\":\"/dev/neuron", chip, "\",\"open\":\"O_WRONLY\"");
  auto driver = std::make_unique<RecordingDriver>();
  std::set<std::uint32_t> taken;
  for (std::string line; std::getline(file, line);) {
    std::uint32_t number;
    if (absl::StartsWith(line, wanted) && absl::SimpleHexAtoi(After(line, "\"cmd\":\""), &number) &&
        taken.insert(number).second) {
      Take(line, number, driver.get());
    }
  }
  return driver;
}

}  // namespace neuron
