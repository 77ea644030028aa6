#include "agent/ecs_lookups.h"

#include <utility>

#include "absl/time/time.h"
#include "agent/base/log.h"

namespace neuron {

EcsLookups::EcsLookups(Links links) : links_(std::move(links)) {}

void EcsLookups::Meet(const absl::optional<EcsTarget>& target) {
  if (!target.has_value() || target == target_) {
    return;
  }
  target_ = target;
  services_ = nullptr;
  definitions_ = nullptr;
  absl::StatusOr<std::unique_ptr<EcsClient>> client = links_.make_client(*target);
  no_client_ = client.status();
  if (!client.ok()) {
    Log(LogLevel::kWarning, "ecs_lookups", {{"error", std::string(no_client_.message())}});
    return;
  }
  ecs_ = *std::move(client);
  services_ = std::make_unique<ServiceLookup>(ecs_.get(), links_.clock, links_.changed);
  definitions_ = std::make_unique<TaskDefinitionLookup>(
      TaskDefinitionLookup::Links{ecs_.get(), links_.clock, links_.random01, links_.changed});
}

void EcsLookups::Attribute(const TaskWord& word, ContainerScan* scan) {
  Meet(word.target);
  if (services_ != nullptr) {
    services_->Attribute(word.target, scan);
  }
}

bool EcsLookups::Learn(const TaskWord& word, const std::vector<std::string>& observers,
                       const TaskDefinitionLookup::Judge& judge, FamilyBook* book) {
  Meet(word.target);
  return definitions_ != nullptr && definitions_->Learn(word, observers, judge, book);
}

SourceReport EcsLookups::Definitions() const {
  constexpr char kName[] = "task_definitions";
  return definitions_ == nullptr
             ? SourceReport{kName, no_client_, absl::InfinitePast()}
             : SourceReport{kName, definitions_->silence(), definitions_->told_at()};
}

}  // namespace neuron
