#include "agent/sink/health_file.h"

#include <unistd.h>

#include <utility>

#include "agent/base/file.h"
#include "agent/telemetry/metrics_document.h"

namespace neuron {
namespace {

constexpr absl::Duration kPeriod = absl::Minutes(1);
constexpr unsigned kMode = 0644;

}  // namespace

HealthFile::HealthFile(std::string path, const Clock* clock)
    : path_(std::move(path)), clock_(clock) {}

HealthFile::~HealthFile() {
  if (last_ != nullptr) {
    unlink(path_.c_str());
  }
}

void HealthFile::Accept(std::shared_ptr<const Snapshot> snapshot) {
  const absl::Duration now = clock_->Monotonic();
  if (last_ != nullptr && SameHealth(*last_, *snapshot) && now - written_at_ < kPeriod) {
    return;
  }
  problem_.Set(ReplaceFile(path_, MetricsDocument(*snapshot), kMode));
  last_ = std::move(snapshot);
  written_at_ = now;
}

}  // namespace neuron
