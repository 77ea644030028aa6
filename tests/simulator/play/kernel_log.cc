#include "tests/simulator/play/kernel_log.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace neuron::sim {
namespace {

// KERN_ERR, by the kernel itself.
constexpr int kPriority = 3;

std::string Escaped(absl::string_view text) {
  std::string escaped;
  for (const char byte : text) {
    if (absl::ascii_isprint(byte) && byte != '\\') {
      escaped += byte;
    } else {
      absl::StrAppendFormat(&escaped, "\\x%02x", static_cast<unsigned char>(byte));
    }
  }
  return escaped;
}

}  // namespace

void KernelLog::Say(absl::string_view text, absl::Duration since_boot) {
  Node* log = tree_->Find("dev/kmsg");
  absl::StrAppend(&log->content, kPriority, ",", sequence_++, ",",
                  absl::ToInt64Microseconds(since_boot), ",-;", Escaped(text), "\n");
}

}  // namespace neuron::sim
