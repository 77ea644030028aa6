#include "tests/fakes/temporary_directory.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace neuron {

TemporaryDirectory::TemporaryDirectory(absl::string_view parent)
    : path_(absl::StrCat(parent, "/neuron.XXXXXX")) {
  if (mkdtemp(&path_[0]) == nullptr) {
    abort();
  }
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryDirectory::Path(absl::string_view name) const {
  return absl::StrCat(path_, "/", name);
}

std::string TemporaryDirectory::Write(absl::string_view name, absl::string_view bytes) const {
  const std::string path = Path(name);
  std::ofstream(path, std::ios::binary).write(bytes.data(), bytes.size());
  return path;
}

}  // namespace neuron
