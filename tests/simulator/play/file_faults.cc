#include "tests/simulator/play/file_faults.h"

#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "agent/base/status.h"
#include "tests/simulator/play/file_pattern.h"

namespace neuron::sim {
namespace {

struct NamedErrno {
  absl::string_view name;
  int number;
};

constexpr NamedErrno kErrnos[] = {{"EACCES", EACCES}, {"EAGAIN", EAGAIN},      {"EBUSY", EBUSY},
                                  {"EFAULT", EFAULT}, {"EINTR", EINTR},        {"EINVAL", EINVAL},
                                  {"EIO", EIO},       {"ENODEV", ENODEV},      {"ENOENT", ENOENT},
                                  {"ENOMEM", ENOMEM}, {"ENXIO", ENXIO},        {"EPERM", EPERM},
                                  {"ESTALE", ESTALE}, {"ETIMEDOUT", ETIMEDOUT}};

// As much as one read of a sysfs attribute gives.
constexpr std::size_t kPage = 4096;

using Garbage = std::pair<absl::string_view, std::string>;

// "no-lf" is made from what the file holds.
const std::vector<Garbage>& Garbages() {
  static const auto* const kGarbages = new std::vector<Garbage>{
      {"empty", ""},
      {"lf", "\n"},
      {"no-lf", ""},
      {"nul", std::string("1\0002\n", 4)},
      {"long", std::string(kPage, '9')},
      {"negative", "-1\n"},
      {"hex", "0xdeadbeef\n"},
      {"huge", "18446744073709551616\n"},
      {"float", "1.5e3\n"},
      {"words", "not a number\n"},
      {"binary", "\xff\xfe\x80\n"},
      {"busy", "busy\n"},
  };
  return *kGarbages;
}

std::string GarbageFor(absl::string_view kind, const Node& file) {
  if (kind == "no-lf") return std::string(absl::StripSuffix(file.content, "\n"));
  for (const auto& [name, bytes] : Garbages()) {
    if (name == kind) return bytes;
  }
  return "";
}

}  // namespace

absl::StatusOr<int> ErrnoOf(absl::string_view name) {
  for (const NamedErrno& known : kErrnos) {
    if (known.name == name) return known.number;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("\"", name, "\" is no errno of a read: use ",
                   absl::StrJoin(kErrnos, ", ", [](std::string* out, const NamedErrno& known) {
                     absl::StrAppend(out, known.name);
                   })));
}

std::vector<std::string> GarbageKinds() {
  std::vector<std::string> kinds;
  for (const auto& [name, bytes] : Garbages()) kinds.emplace_back(name);
  return kinds;
}

absl::StatusOr<std::vector<Node*>> FileFaults::Find(absl::string_view pattern) {
  std::vector<Node*> files = FindFiles(tree_, pattern);
  if (files.empty()) return absl::NotFoundError(absl::StrCat("no file ", pattern));
  for (Node* file : files) {
    before_.try_emplace(file, Healthy{file->content, file->read_error, file->read_delay});
  }
  return files;
}

absl::Status FileFaults::Delay(absl::string_view pattern, absl::Duration delay) {
  NEURON_ASSIGN_OR_RETURN(const auto files, Find(pattern));
  for (Node* file : files) file->read_delay = delay;
  return absl::OkStatus();
}

absl::Status FileFaults::Fail(absl::string_view pattern, int error) {
  NEURON_ASSIGN_OR_RETURN(const auto files, Find(pattern));
  for (Node* file : files) file->read_error = error;
  return absl::OkStatus();
}

absl::Status FileFaults::Garble(absl::string_view pattern, absl::string_view kind) {
  NEURON_ASSIGN_OR_RETURN(const auto files, Find(pattern));
  for (Node* file : files) file->content = GarbageFor(kind, *file);
  return absl::OkStatus();
}

absl::Status FileFaults::Heal(absl::string_view pattern) {
  NEURON_ASSIGN_OR_RETURN(const auto files, Find(pattern));
  for (Node* file : files) {
    const auto healthy = before_.extract(file);
    file->content = healthy.mapped().content;
    file->read_error = healthy.mapped().read_error;
    file->read_delay = healthy.mapped().read_delay;
  }
  return absl::OkStatus();
}

}  // namespace neuron::sim
