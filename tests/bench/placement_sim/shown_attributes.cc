#include "tests/bench/placement_sim/shown_attributes.h"

#include <utility>

namespace neuron {
namespace {

constexpr absl::Duration kMedian = absl::Milliseconds(330);
constexpr double kSpread = 1.0;

}  // namespace

ShownAttributes::ShownAttributes(std::size_t hosts, Agenda* agenda, std::uint64_t seed, Shown shown)
    : agenda_(agenda), chance_(seed), shown_(std::move(shown)), hosts_(hosts) {}

void ShownAttributes::Write(std::size_t host, Attributes attributes) {
  const std::uint64_t version = ++hosts_[host].written;
  const absl::Duration delay =
      chance_.Around(kMedian, kSpread, {absl::Milliseconds(20), absl::Seconds(30)});
  agenda_->After(delay, [this, host, version, attributes = std::move(attributes)] {
    if (version > hosts_[host].shown) {
      hosts_[host].shown = version;
      shown_(host, attributes);
    }
  });
}

}  // namespace neuron
