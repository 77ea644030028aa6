#include "agent/container/question_list.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace neuron {
namespace {

constexpr absl::Duration kFirstPause = absl::Seconds(5);
constexpr absl::Duration kLongestPause = absl::Minutes(10);

}  // namespace

QuestionList::Names QuestionList::Askable(const Names& names, absl::Duration now) const {
  Names askable;
  std::copy_if(names.begin(), names.end(), std::back_inserter(askable), [&](const auto& name) {
    const auto aside = aside_.find(name);
    return aside == aside_.end() || aside->second.until <= now;
  });
  return askable;
}

void QuestionList::Queue(const Names& names) {
  batches_.clear();
  for (std::size_t begin = 0; begin < names.size(); begin += most_) {
    const std::size_t end = std::min(names.size(), begin + most_);
    batches_.emplace_back(names.begin() + begin, names.begin() + end);
  }
}

QuestionList::Names QuestionList::Take() {
  if (batches_.empty()) {
    return {};
  }
  Names batch = std::move(batches_.front());
  batches_.pop_front();
  return batch;
}

// To the end of the queue: what nobody has spoken of yet comes before what was refused.
void QuestionList::Refuse(const Names& batch, const absl::Status& why, absl::Duration now) {
  if (batch.size() == 1) {
    SetAside(batch.front(), why, now);
    return;
  }
  const auto middle = batch.begin() + batch.size() / 2;
  batches_.emplace_back(batch.begin(), middle);
  batches_.emplace_back(middle, batch.end());
}

void QuestionList::SetAside(const std::string& name, const absl::Status& why, absl::Duration now) {
  const auto before = aside_.find(name);
  const absl::Duration pause =
      before == aside_.end() ? kFirstPause : std::min(2 * before->second.pause, kLongestPause);
  aside_[name] = {why, pause, now + pause};
  if (aside_.size() > kMostAside) {
    aside_.erase(std::min_element(aside_.begin(), aside_.end(), [](const auto& a, const auto& b) {
      return a.second.until < b.second.until;
    }));
  }
}

absl::Status QuestionList::WhyAside(const std::string& name) const {
  const auto aside = aside_.find(name);
  return aside == aside_.end() ? absl::OkStatus() : aside->second.why;
}

}  // namespace neuron
