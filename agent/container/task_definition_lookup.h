#ifndef AGENT_CONTAINER_TASK_DEFINITION_LOOKUP_H_
#define AGENT_CONTAINER_TASK_DEFINITION_LOOKUP_H_

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/aws/ecs_client.h"
#include "agent/aws/ecs_target.h"
#include "agent/base/clock.h"
#include "agent/base/lifetime.h"
#include "agent/container/family_book.h"
#include "agent/container/question_list.h"
#include "agent/container/task_word.h"

namespace neuron {

// Finds out what PENDING tasks will take whose task definition was never seen on this host, by
// asking ECS once for each.
//
// Needs ecs:DescribeTaskDefinition. Asks at once, about one after the other, and never sooner than
// kGap after the last question: the account has 20 a second for all of its hosts. What ECS refuses
// or does not know is set aside as a QuestionList does, and hinders nothing else; a failure that is
// not of a definition is of all: then asks again ever more rarely, at random within 2 s at first
// and within 10 min at last. On the loop's thread.
class TaskDefinitionLookup {
 public:
  static constexpr absl::Duration kGap = absl::Milliseconds(500);

  struct Links {
    // Borrowed, both.
    EcsClient* ecs;
    Clock* clock;
    // From [0, 1), for jitter.
    std::function<double()> random01;
    // Called when there are answers, or another word on why there are none; must not destroy this.
    std::function<void()> changed;
  };
  // What a definition comes to on this host.
  using Judge = std::function<FamilyRecord(const EcsTaskDefinition&)>;

  explicit TaskDefinitionLookup(Links links) : links_(std::move(links)) {}

  // Notes in `book` what ECS has answered since the last time, and asks soon about the definitions
  // of PENDING tasks that are not in there, those of families in `observers` left out: call it
  // again and again. Tells whether the book has news.
  bool Learn(const TaskWord& word, const std::vector<std::string>& observers, const Judge& judge,
             FamilyBook* book);

  // OK, or why the last question was not answered, with the cure.
  const absl::Status& silence() const { return silence_; }
  // When ECS answered last; the infinite past if it never did.
  absl::Time told_at() const { return told_at_; }

 private:
  bool NoteAnswers(const Judge& judge, FamilyBook* book);
  // What is to be asked about now.
  QuestionList::Names Askable() const;
  void AskNext();
  void Ask(const std::string& name);
  void Receive(const std::string& name, const EcsTaskDefinition& definition);
  void Fail(const std::string& name, const EcsError& error);
  void AskAfter(absl::Duration pause);

  const Links links_;
  absl::optional<EcsTarget> target_;
  // "family:revision" of PENDING tasks that are in no book.
  std::set<std::string> wanted_;
  // What was not noted yet, by the same.
  std::map<std::string, EcsTaskDefinition> answers_;
  QuestionList questions_{1};
  absl::Status silence_;
  absl::Time told_at_ = absl::InfinitePast();
  bool asking_ = false;
  int failures_ = 0;
  // Until then it does not ask.
  std::unique_ptr<Alarm> alarm_;
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_CONTAINER_TASK_DEFINITION_LOOKUP_H_
