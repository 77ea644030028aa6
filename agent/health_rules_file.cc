#include "agent/health_rules_file.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "agent/base/excerpt.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/device/chip_type.h"
#include "agent/health/sign.h"
#include "agent/text_passage.h"
#include "proto/config.pb.h"

namespace neuron {
namespace {

constexpr std::size_t kLargestFile = 64 * 1024;
constexpr std::uint64_t kWeekSeconds = 7 * 24 * 3600;
constexpr std::uint64_t kMonthSeconds = 30 * 24 * 3600;
constexpr std::uint64_t kMostErrors = 1'000'000'000;

std::string AilmentWords() {
  std::string words;
  for (std::size_t i = 0; i < kAilments; ++i) {
    absl::StrAppend(&words, i > 0 ? ", " : "", Word(AilmentSet::At(i)));
  }
  return words;
}

absl::optional<ChipType> FindType(absl::string_view word) {
  for (const ChipType type : {ChipType::kInferentia, ChipType::kTrainium1, ChipType::kInferentia2,
                              ChipType::kTrainium2, ChipType::kTrainium3}) {
    if (FactsOf(type).attribute == word) {
      return type;
    }
  }
  return absl::nullopt;
}

absl::Status TakeHold(const TextPassage& passage, absl::Duration longest_hold, HealthRule* rule) {
  const auto longest = static_cast<std::uint64_t>(absl::ToInt64Seconds(longest_hold));
  NEURON_RETURN_IF_ERROR(passage.Take("hold_seconds", {0, longest}, &rule->hold));
  bool until_replaced = true;
  passage.Take("hold_until_replaced", &until_replaced);
  if (!until_replaced) {
    return passage.Wrong("hold_until_replaced", "say hold_seconds instead of false");
  }
  if (passage.Says("hold_until_replaced")) {
    rule->hold = absl::InfiniteDuration();
  }
  return absl::OkStatus();
}

absl::Status TakeRule(const TextPassage& passage, absl::Duration longest_hold, HealthRule* rule) {
  NEURON_RETURN_IF_ERROR(passage.Take("suspect_at", {0, kMostErrors}, &rule->suspect_at));
  NEURON_RETURN_IF_ERROR(passage.Take("bad_at", {0, kMostErrors}, &rule->bad_at));
  if (rule->bad_at > 0 && rule->bad_at < rule->suspect_at) {
    return passage.Wrong(passage.Says("bad_at") ? "bad_at" : "suspect_at",
                         absl::StrCat("a chip is bad at ", rule->bad_at,
                                      ", before it is suspect at ", rule->suspect_at));
  }
  NEURON_RETURN_IF_ERROR(passage.Take("window_seconds", {1, kWeekSeconds}, &rule->window));
  passage.Take("bad_by_two_sources", &rule->bad_by_two_sources);
  passage.Take("cured_by_reload", &rule->cured_by_reload);
  return TakeHold(passage, longest_hold, rule);
}

// `messages` are the field `rule` of `passage`.
template <typename Messages>
absl::Status TakeRules(const TextPassage& passage, const Messages& messages,
                       absl::Duration longest_hold, AilmentRules* rules) {
  std::set<Ailment> named;
  for (int i = 0; i < messages.size(); ++i) {
    const TextPassage part = passage.Part("rule", i);
    const std::string& word = messages[i].ailment();
    const absl::optional<Ailment> ailment = FindAilment(word);
    if (!ailment.has_value()) {
      return part.Wrong("ailment",
                        absl::StrCat("\"", Excerpt(word), "\" is none of ", AilmentWords()));
    }
    if (!named.insert(*ailment).second) {
      return part.Wrong("ailment", absl::StrCat("\"", word, "\" has a rule already"));
    }
    NEURON_RETURN_IF_ERROR(TakeRule(part, longest_hold, &(*rules)[*ailment]));
  }
  return absl::OkStatus();
}

absl::Status TakeTypes(const TextPassage& passage, const config::v1::HealthRulesFile& file,
                       HealthRules* rules) {
  std::set<ChipType> named;
  for (int i = 0; i < file.chip_type_size(); ++i) {
    const TextPassage part = passage.Part("chip_type", i);
    const std::string& word = file.chip_type(i).type();
    const absl::optional<ChipType> type = FindType(word);
    if (!type.has_value()) {
      return part.Wrong("type", absl::StrCat("\"", Excerpt(word),
                                             "\" is none of inferentia, inferentia2, trainium1, "
                                             "trainium2, trainium3"));
    }
    if (!named.insert(*type).second) {
      return part.Wrong("type", absl::StrCat("\"", word, "\" has rules already"));
    }
    AilmentRules& of_type = rules->rules_by_type.emplace(*type, rules->rules).first->second;
    NEURON_RETURN_IF_ERROR(
        TakeRules(part, file.chip_type(i).rule(), rules->longest_hold, &of_type));
  }
  return absl::OkStatus();
}

absl::Status TakeFile(const TextPassage& passage, const config::v1::HealthRulesFile& file,
                      HealthRules* rules) {
  NEURON_RETURN_IF_ERROR(
      passage.Take("longest_hold_seconds", {1, kMonthSeconds}, &rules->longest_hold));
  NEURON_RETURN_IF_ERROR(
      passage.Take("relapse_window_seconds", {0, kWeekSeconds}, &rules->relapse_window));
  auto budget = static_cast<std::uint64_t>(rules->flap_budget);
  NEURON_RETURN_IF_ERROR(passage.Take("flap_budget", {1, 1000}, &budget));
  rules->flap_budget = static_cast<int>(budget);
  NEURON_RETURN_IF_ERROR(TakeRules(passage, file.rule(), rules->longest_hold, &rules->rules));
  return TakeTypes(passage, file, rules);
}

}  // namespace

absl::StatusOr<HealthRules> ParseHealthRules(absl::string_view text, HealthRules base) {
  config::v1::HealthRulesFile file;
  google::protobuf::TextFormat::ParseInfoTree places;
  NEURON_RETURN_IF_ERROR(ParseText(text, &file, &places));
  NEURON_RETURN_IF_ERROR(TakeFile(TextPassage(file, &places), file, &base));
  return base;
}

absl::StatusOr<HealthRules> LoadHealthRules(const std::string& path) {
  NEURON_ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kLargestFile));
  absl::StatusOr<HealthRules> rules = ParseHealthRules(text, DefaultHealthRules());
  if (!rules.ok()) {
    return absl::Status(rules.status().code(), absl::StrCat(path, ": ", rules.status().message()));
  }
  return rules;
}

}  // namespace neuron
