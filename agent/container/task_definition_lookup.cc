#include "agent/container/task_definition_lookup.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "agent/aws/backoff.h"
#include "agent/aws/introspected_task.h"

namespace neuron {
namespace {

constexpr absl::Duration kFirstPause = absl::Seconds(2);
constexpr absl::Duration kLongestPause = absl::Minutes(10);

std::set<std::string> UnseenDefinitions(const TaskWord& word,
                                        const std::vector<std::string>& observers,
                                        const FamilyBook& book) {
  std::set<std::string> names;
  for (const IntrospectedTask& task : word.tasks) {
    const bool observes =
        std::find(observers.begin(), observers.end(), task.family) != observers.end();
    if (IsPending(task) && !observes && FamilyBook::CanHold(task.family, task.revision) &&
        !book.Find(task.family, task.revision).has_value()) {
      names.insert(absl::StrCat(task.family, ":", task.revision));
    }
  }
  return names;
}

}  // namespace

bool TaskDefinitionLookup::Learn(const TaskWord& word, const std::vector<std::string>& observers,
                                 const Judge& judge, FamilyBook* book) {
  target_ = word.target;
  const bool is_news = NoteAnswers(judge, book);
  wanted_ = UnseenDefinitions(word, observers, *book);
  AskNext();
  return is_news;
}

bool TaskDefinitionLookup::NoteAnswers(const Judge& judge, FamilyBook* book) {
  bool is_news = false;
  for (const auto& [name, definition] : std::exchange(answers_, {})) {
    const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(name, ':');
    is_news = book->Note(parts.first, parts.second, judge(definition)) || is_news;
  }
  return is_news;
}

QuestionList::Names TaskDefinitionLookup::Askable() const {
  QuestionList::Names names;
  std::copy_if(wanted_.begin(), wanted_.end(), std::back_inserter(names),
               [this](const std::string& name) { return answers_.count(name) == 0; });
  return questions_.Askable(names, links_.clock->Monotonic());
}

void TaskDefinitionLookup::AskNext() {
  if (asking_ || alarm_ != nullptr || !target_.has_value()) {
    return;
  }
  const QuestionList::Names names = Askable();
  if (!names.empty()) {
    Ask(names.front());
  }
}

void TaskDefinitionLookup::Ask(const std::string& name) {
  asking_ = true;
  AskAfter(kGap);
  links_.ecs->DescribeTaskDefinition(
      *target_, name, lifetime_.Guard([this, name](const auto& answer) {
        asking_ = false;
        const EcsError* error = absl::get_if<EcsError>(&answer);
        error != nullptr ? Fail(name, *error) : Receive(name, absl::get<EcsTaskDefinition>(answer));
        links_.changed();
      }));
}

void TaskDefinitionLookup::Receive(const std::string& name, const EcsTaskDefinition& definition) {
  questions_.Settle(name);
  answers_[name] = definition;
  silence_ = absl::OkStatus();
  told_at_ = links_.clock->Now();
  failures_ = 0;
  AskNext();
}

void TaskDefinitionLookup::Fail(const std::string& name, const EcsError& error) {
  silence_ = error.status;
  if (error.kind == EcsErrorKind::kPermanent) {
    questions_.SetAside(name, error.status, links_.clock->Monotonic());
    AskNext();
  } else {
    AskAfter(std::max(kGap, Backoff(failures_++, kFirstPause, kLongestPause, links_.random01())));
  }
}

void TaskDefinitionLookup::AskAfter(absl::Duration pause) {
  alarm_ = links_.clock->CallAfter(pause, [this] {
    alarm_ = nullptr;
    AskNext();
  });
}

}  // namespace neuron
