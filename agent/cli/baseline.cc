#include "agent/cli/baseline.h"

#include <sys/stat.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "agent/base/excerpt.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/cli/message_text.h"
#include "agent/cli/observation_codec.h"
#include "google/protobuf/util/json_util.h"

namespace neuron {
namespace {

constexpr std::size_t kLargestFile = 256 * 1024;
constexpr unsigned kFileMode = 0600;
constexpr mode_t kDirectoryMode = 0755;
constexpr char kCure[] = "; record another with neuronctl health --check --record";

absl::Status MakeParent(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos || slash == 0) {
    return absl::OkStatus();
  }
  const std::string parent = path.substr(0, slash);
  return mkdir(parent.c_str(), kDirectoryMode) == 0 || errno == EEXIST ? absl::OkStatus()
                                                                       : ErrnoStatus(errno, parent);
}

absl::Status Cannot(const std::string& path, const absl::Status& why) {
  return absl::Status(why.code(),
                      absl::StrCat(path, " is no baseline: ", Excerpt(why.message()), kCure));
}

}  // namespace

absl::StatusOr<Observation> ParseBaseline(absl::string_view text) {
  agent::v1::Observation message;
  const auto read = google::protobuf::util::JsonStringToMessage(
      google::protobuf::StringPiece(text.data(), text.size()), &message);
  if (!read.ok()) {
    return absl::InvalidArgumentError(
        Excerpt(absl::string_view(read.message().data(), read.message().size())));
  }
  return DecodeObservation(message);
}

std::string FormatBaseline(const Observation& baseline) {
  return JsonPage(EncodeObservation(baseline));
}

absl::StatusOr<absl::optional<Observation>> LoadBaseline(const std::string& path) {
  const absl::StatusOr<std::string> text = ReadFile(path, kLargestFile);
  if (absl::IsNotFound(text.status())) {
    return absl::nullopt;
  }
  if (absl::IsResourceExhausted(text.status())) {
    return Cannot(path, text.status());
  }
  NEURON_RETURN_IF_ERROR(text.status());
  absl::StatusOr<Observation> baseline = ParseBaseline(*text);
  if (!baseline.ok()) {
    return Cannot(path, baseline.status());
  }
  return *std::move(baseline);
}

absl::Status SaveBaseline(const std::string& path, const Observation& baseline) {
  NEURON_RETURN_IF_ERROR(MakeParent(path));
  return ReplaceFile(path, FormatBaseline(baseline), kFileMode);
}

}  // namespace neuron
