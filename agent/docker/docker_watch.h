#ifndef AGENT_DOCKER_DOCKER_WATCH_H_
#define AGENT_DOCKER_DOCKER_WATCH_H_

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/base/clock.h"
#include "agent/base/lifetime.h"
#include "agent/docker/docker_container.h"
#include "agent/docker/docker_engine.h"

namespace neuron {

// The last that Docker said.
struct DockerWord {
  // The last time that it was known to be so.
  absl::Time told_at = absl::InfinitePast();
  // Those that were created or run, by id.
  std::map<std::string, DockerContainer> containers;
  // OK if Docker answers. Otherwise more, or fewer, may be there than are in here; the message
  // names the cure.
  absl::Status sight = absl::UnknownError("Docker has not been asked yet");
};

// Keeps what Docker says of its containers up to date.
//
// Asks each second whether anything has happened, which costs the engine next to nothing, and what
// there is only if so, once a minute, every 10 s while a container waits for its start (no event
// tells of a start that failed), and when the clock was set back. While Docker does not answer, the
// last word stands and the questions become rarer, down to one a minute. On the loop's thread.
class DockerWatch {
 public:
  // Starts at once. Borrows the engine and the clock. `changed` is called when the containers, or
  // whether Docker answers, are not what they were; it must not destroy this.
  DockerWatch(DockerEngine* engine, Clock* clock, std::function<void()> changed);

  const DockerWord& word() const { return word_; }

  // Looks now: somebody saw that a container has come or gone.
  void Look();

 private:
  void Ask();
  bool IsTimeToLook(absl::Time now) const;
  void ReceiveList(const absl::StatusOr<std::map<std::string, DockerState>>& list);
  void InspectNext();
  void ReceiveContainer(const std::string& id, const absl::StatusOr<DockerContainer>& container);
  void Finish(const absl::Status& sight);
  void AskAgainLater();

  DockerEngine* const engine_;
  Clock* const clock_;
  const std::function<void()> changed_;
  DockerWord word_;
  std::unique_ptr<Alarm> alarm_;
  // Questions that failed in a row.
  int failures_ = 0;
  // What happened before this is known.
  absl::Time known_until_ = absl::InfinitePast();
  absl::Duration looked_at_;

  // Of the look that is under way.
  bool looking_ = false;
  bool look_again_ = false;
  absl::Time asked_at_;
  std::map<std::string, DockerContainer> found_;
  std::deque<std::string> to_inspect_;
  absl::Status trouble_;

  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_DOCKER_DOCKER_WATCH_H_
