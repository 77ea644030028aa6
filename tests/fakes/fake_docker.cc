#include "tests/fakes/fake_docker.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace neuron {
namespace {

absl::Time TimeIn(const std::string& target, const std::string& name) {
  const std::size_t begin = target.find(name + "=") + name.size() + 1;
  double seconds = 0;
  (void)absl::SimpleAtod(target.substr(begin, target.find('&', begin) - begin), &seconds);
  return absl::UnixEpoch() + absl::Seconds(seconds);
}

HttpResponse Response(int status, std::string body) {
  HttpResponse response;
  response.status = status;
  response.headers = {{"Api-Version", "1.41"}};
  response.body = std::move(body);
  return response;
}

}  // namespace

void FakeDocker::Send(HttpRequest request, Callback callback) {
  const std::vector<std::string> parts = absl::StrSplit(request.url, absl::MaxSplits(':', 2));
  const std::string target = parts.at(2);
  questions_.push_back(target.substr(0, target.find('?')));
  deliveries_.push_back(
      clock_->CallAfter(absl::Milliseconds(1), [this, target, callback = std::move(callback)] {
        callback(failure_.ok() ? Answer(target) : absl::StatusOr<HttpResponse>(failure_));
      }));
}

void FakeDocker::Set(const std::string& id, const std::string& state, const std::string& members) {
  SetQuietly(id, state, members);
  events_.push_back(clock_->Now());
}

void FakeDocker::SetQuietly(const std::string& id, const std::string& state,
                            const std::string& members) {
  containers_[id] = {state, members};
}

void FakeDocker::Remove(const std::string& id) {
  containers_.erase(id);
  events_.push_back(clock_->Now());
}

int FakeDocker::Count(const std::string& beginning) const {
  return static_cast<int>(std::count_if(
      questions_.begin(), questions_.end(),
      [&](const std::string& question) { return absl::StartsWith(question, beginning); }));
}

absl::StatusOr<HttpResponse> FakeDocker::Answer(const std::string& target) const {
  if (absl::StartsWith(target, "/containers/json")) {
    return Response(200, List());
  }
  if (absl::StartsWith(target, "/events")) {
    return Response(200, Events(target));
  }
  const std::vector<std::string> path = absl::StrSplit(target, '/');
  const auto found = containers_.find(path.at(2));
  if (found == containers_.end()) {
    return Response(404, R"({"message":"No such container"})");
  }
  return Response(200, absl::StrCat(R"({"Id":")", found->first,
                                    R"(","Created":"2026-11-22T04:29:14Z","State":{"Status":")",
                                    found->second.state, R"("})", found->second.members, "}"));
}

std::string FakeDocker::List() const {
  std::string list;
  for (const auto& [id, known] : containers_) {
    if (known.state != "exited") {
      absl::StrAppend(&list, list.empty() ? "" : ",", R"({"Id":")", id, R"(","State":")",
                      known.state, R"("})");
    }
  }
  return absl::StrCat("[", list, "]");
}

std::string FakeDocker::Events(const std::string& target) const {
  const absl::Time since = TimeIn(target, "since");
  const absl::Time until = TimeIn(target, "until");
  std::string lines;
  for (const absl::Time event : events_) {
    if (event >= since && event <= until) {
      absl::StrAppend(&lines, R"({"Type":"container","Action":"start"})", "\n");
    }
  }
  return lines;
}

}  // namespace neuron
