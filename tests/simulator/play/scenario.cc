#include "tests/simulator/play/scenario.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/simulator/play/verbs.h"

namespace neuron::sim {
namespace {

using config::v1::Scenario;
using config::v1::Step;

// Keeps the first error.
class FirstError final : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int column, const std::string& message) override {
    if (text_.empty()) text_ = absl::StrCat("line ", line + 1, ":", column + 1, ": ", message);
  }
  void AddWarning(int, int, const std::string&) override {}
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

absl::Status Check(const Scenario& scenario) {
  std::uint32_t before = 0;
  for (int i = 0; i < scenario.steps_size(); ++i) {
    const Step& step = scenario.steps(i);
    const absl::Status verb = CheckVerb(step.verb());
    if (!verb.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("step ", i + 1, ": ", verb.message()));
    }
    if (step.at_ms() < before) {
      return absl::InvalidArgumentError(
          absl::StrCat("step ", i + 1, " is earlier than the step before it"));
    }
    before = step.at_ms();
  }
  if (scenario.repeat() && before == 0) {
    return absl::InvalidArgumentError("a repeated scenario needs a step with at_ms > 0");
  }
  return absl::OkStatus();
}

Step* AddStep(std::uint32_t at_ms, Scenario* scenario) {
  Step* step = scenario->add_steps();
  step->set_at_ms(at_ms);
  return step;
}

void AddStart(std::uint32_t at_ms, const std::string& name, int first_chip, int chips,
              Scenario* scenario) {
  auto* start = AddStep(at_ms, scenario)->mutable_verb()->mutable_start();
  start->set_name(name);
  for (int i = 0; i < chips; ++i) start->add_chips(static_cast<std::uint32_t>(first_chip + i));
}

}  // namespace

absl::StatusOr<Scenario> ParseScenario(absl::string_view text) {
  Scenario scenario;
  FirstError error;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  if (!parser.ParseFromString(std::string(text), &scenario)) {
    return absl::InvalidArgumentError(error.text());
  }
  const absl::Status status = Check(scenario);
  if (!status.ok()) return status;
  return scenario;
}

Scenario DemoScenario(int chips) {
  Scenario scenario;
  scenario.set_repeat(true);
  // A group that placement allows on every instance type.
  if (chips >= 8) {
    AddStart(2000, "train", 4, 4, &scenario);
  } else {
    AddStart(2000, "train", 0, chips > 1 ? 2 : 1, &scenario);
  }
  if (chips > 2) AddStart(4000, "infer", chips - 1, 1, &scenario);
  AddStep(8000, &scenario)->mutable_verb()->mutable_stop()->set_name("train");
  if (chips > 2) AddStep(11000, &scenario)->mutable_verb()->mutable_kill()->set_name("infer");
  return scenario;
}

std::optional<Scenario> BuiltInScenario(absl::string_view name, int chips) {
  if (name == "demo") return DemoScenario(chips);
  if (name == "trouble") return TroubleScenario(chips);
  return std::nullopt;
}

std::optional<absl::Time> ScenarioPlayer::NextDue() const {
  if (next_ >= scenario_.steps_size()) return std::nullopt;
  return start_ + absl::Milliseconds(scenario_.steps(next_).at_ms());
}

std::vector<config::v1::Verb> ScenarioPlayer::Take(absl::Time now) {
  std::vector<config::v1::Verb> due;
  for (auto when = NextDue(); when && *when <= now; when = NextDue()) {
    due.push_back(scenario_.steps(next_++).verb());
    if (next_ < scenario_.steps_size() || !scenario_.repeat()) continue;
    next_ = 0;
    start_ = *when;
  }
  return due;
}

}  // namespace neuron::sim
