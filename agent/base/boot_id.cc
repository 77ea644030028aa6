#include "agent/base/boot_id.h"

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "agent/base/file.h"

namespace neuron {

std::string ReadBootId(const std::string& proc) {
  const absl::StatusOr<std::string> text =
      ReadFile(absl::StrCat(proc, "/sys/kernel/random/boot_id"));
  return text.ok() ? text->substr(0, text->find('\n')) : "";
}

}  // namespace neuron
