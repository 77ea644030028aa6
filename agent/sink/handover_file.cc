#include "agent/sink/handover_file.h"

#include <unistd.h>

#include <cerrno>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "agent/base/file.h"
#include "agent/base/log.h"
#include "agent/base/status.h"
#include "agent/telemetry/generation.h"

namespace neuron {
namespace {

constexpr unsigned kMode = 0600;

// Lines: the boot's id, the cluster, the container instance, the generation.
std::string Format(const std::string& boot_id, const Handover& handover) {
  return absl::StrJoin({boot_id, handover.target.cluster, handover.target.container_instance_arn,
                        handover.generation, std::string()},
                       "\n");
}

absl::StatusOr<Handover> Parse(const std::string& text, const std::string& boot_id) {
  const std::vector<std::string> lines = absl::StrSplit(text, '\n');
  if (lines.size() != 5 || !lines[4].empty() || !ParseGeneration(lines[3]).has_value()) {
    return absl::DataLossError("it is no handover");
  }
  if (lines[0] != boot_id) {
    return absl::FailedPreconditionError("it is of another boot");
  }
  return Handover{{lines[1], lines[2]}, lines[3]};
}

absl::StatusOr<Handover> TakeFrom(const std::string& path, const std::string& boot_id) {
  NEURON_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  if (unlink(path.c_str()) != 0) {
    return ErrnoStatus(errno, path);
  }
  return Parse(text, boot_id);
}

void LogLoss(const std::string& path, const absl::Status& why) {
  Log(LogLevel::kWarning, "no_handover",
      {{"path", path},
       {"error", std::string(why.message())},
       {"consequence", "what ECS was told last is withdrawn until the chips have been seen"}});
}

}  // namespace

HandoverFile::HandoverFile(std::string path, std::string boot_id)
    : path_(std::move(path)), boot_id_(std::move(boot_id)) {}

absl::optional<Handover> HandoverFile::Take() const {
  if (IsNowhere()) {
    return absl::nullopt;
  }
  const absl::StatusOr<Handover> taken = TakeFrom(path_, boot_id_);
  if (taken.ok()) {
    return *taken;
  }
  if (!absl::IsNotFound(taken.status())) {
    LogLoss(path_, taken.status());
  }
  return absl::nullopt;
}

void HandoverFile::Leave(const Handover& handover) const {
  if (IsNowhere()) {
    return;
  }
  const absl::Status left = ReplaceFile(path_, Format(boot_id_, handover), kMode);
  if (!left.ok()) {
    LogLoss(path_, left);
  }
}

}  // namespace neuron
