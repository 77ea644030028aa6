#include "tests/soak/mishaps.h"

#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

// In one pass of so many something happens.
constexpr std::uint64_t kRarity = 3;
constexpr std::size_t kRemembered = 20;

}  // namespace

Mishaps::Mishaps(std::uint64_t seed, WornHost* host, PassMill* mill)
    : lot_(seed),
      host_(host),
      driver_(&lot_, host, mill),
      sources_(&lot_, host, mill),
      mishaps_(driver_.All()) {
  std::vector<Mishap> more = sources_.All();
  std::move(more.begin(), more.end(), std::back_inserter(mishaps_));
  for (const Mishap& mishap : mishaps_) {
    weight_ += mishap.weight;
  }
  counts_.resize(mishaps_.size());
}

void Mishaps::Strike() {
  ++passes_;
  driver_.GoOn();
  sources_.GoOn();
  if (!lot_.OnceIn(kRarity)) {
    return;
  }
  const std::size_t place = Draw();
  ++counts_[place];
  last_.push_back(absl::StrCat("pass ", passes_, ": ", mishaps_[place].name));
  if (last_.size() > kRemembered) {
    last_.pop_front();
  }
  mishaps_[place].strike();
}

void Mishaps::End() {
  sources_.End();
  driver_.End();
}

std::vector<std::string> Mishaps::Counts() const {
  std::vector<std::string> lines;
  for (std::size_t place = 0; place < mishaps_.size(); ++place) {
    lines.push_back(absl::StrCat(counts_[place], " ", mishaps_[place].name));
  }
  return lines;
}

std::size_t Mishaps::Draw() {
  auto left = static_cast<int>(lot_.Below(static_cast<std::uint64_t>(weight_)));
  std::size_t place = 0;
  while (left >= mishaps_[place].weight) {
    left -= mishaps_[place++].weight;
  }
  return place;
}

}  // namespace neuron
