#ifndef AGENT_CAPTURE_RECORDED_LINE_H_
#define AGENT_CAPTURE_RECORDED_LINE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

// The lines of a recorded tree, each with its line feed: one directory, link or file.
//
//   D 0755 /sys/a
//   L 0777 /sys/d -> ../a
//   F 0644 /sys/a/b "12\n"      F 0644 /sys/a/c !read:EIO      F 0200 /sys/a/e (not read)
//
// Contents know the escapes \n \t \" \\ \xNN; what is not printable ASCII is one of them. Paths are
// the kernel's: without spaces or line feeds. Pure.

// `mode`: permission bits.
std::string DirectoryLine(unsigned mode, absl::string_view path);

std::string LinkLine(absl::string_view path, absl::string_view target);

std::string FileLine(unsigned mode, absl::string_view path, absl::string_view content);

// A file whose read failed with this errno.
std::string FailedFileLine(unsigned mode, absl::string_view path, int error);

// A file that must not be read.
std::string UnreadFileLine(unsigned mode, absl::string_view path);

}  // namespace neuron

#endif  // AGENT_CAPTURE_RECORDED_LINE_H_
