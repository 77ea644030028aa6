#include "tests/simulator/play/runtime_files.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "agent/base/file.h"
#include "agent/base/status.h"

// In runtime_bytes.S.
extern "C" {
extern const char neuron_libnrt[];
extern const char neuron_libnrt_end[];
extern const char neuron_application[];
extern const char neuron_application_end[];
}

namespace neuron::sim {
namespace {

absl::string_view Bytes(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

absl::StatusOr<std::unique_ptr<RuntimeFiles>> RuntimeFiles::Make(const std::string& parent) {
  std::string directory = absl::StrCat(parent, "/neuron-sim.XXXXXX");
  if (mkdtemp(directory.data()) == nullptr) return ErrnoStatus(errno, "make " + directory);
  // From here on it is removed, whatever happens.
  std::unique_ptr<RuntimeFiles> files(new RuntimeFiles(directory));
  // Workloads may run as anybody.
  std::error_code error;
  std::filesystem::permissions(directory, std::filesystem::perms(0755), error);
  if (error) return ErrnoStatus(error.value(), directory);
  NEURON_RETURN_IF_ERROR(
      ReplaceFile(files->library(), Bytes(neuron_libnrt, neuron_libnrt_end), 0755));
  NEURON_RETURN_IF_ERROR(
      ReplaceFile(files->application(), Bytes(neuron_application, neuron_application_end), 0755));
  return files;
}

RuntimeFiles::~RuntimeFiles() {
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

}  // namespace neuron::sim
