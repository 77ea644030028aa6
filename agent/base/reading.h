#ifndef AGENT_BASE_READING_H_
#define AGENT_BASE_READING_H_

#include <cstddef>
#include <utility>

#include "absl/status/status.h"
#include "absl/types/variant.h"

namespace neuron {

// One thing that was looked for: a value, absent here, or unknown.
//
// Absent means that this host has no such thing (this driver has no such node): nothing is wrong.
// Unknown means that it should be there and could not be read; why() says what happened. Neither
// ever turns into a value: there is no default, and value() REQUIRES has_value().
template <typename T>
class Reading {
 public:
  // Absent, so that a struct of readings starts out claiming nothing.
  Reading() = default;
  // Implicit, so that a value can be returned and assigned as it is.
  Reading(T value)  // NOLINT(runtime/explicit)
      : state_(absl::in_place_index_t<kValue>(), std::move(value)) {}

  static Reading Absent() { return Reading(); }
  // REQUIRES: !why.ok().
  static Reading Unknown(absl::Status why) {
    Reading reading;
    reading.state_.template emplace<kUnknown>(std::move(why));
    return reading;
  }

  bool has_value() const { return state_.index() == kValue; }
  bool is_absent() const { return state_.index() == kAbsent; }
  bool is_unknown() const { return state_.index() == kUnknown; }

  const T& value() const& { return *absl::get_if<kValue>(&state_); }
  // To be moved from, if the reading is not needed any more.
  T&& value() && { return std::move(*absl::get_if<kValue>(&state_)); }
  // OK unless unknown.
  const absl::Status& why() const {
    static const absl::Status& nothing = *new absl::Status();
    return is_unknown() ? *absl::get_if<kUnknown>(&state_) : nothing;
  }

  // The same state for `f(value)`.
  template <typename F>
  auto Map(F f) const -> Reading<decltype(f(std::declval<const T&>()))> {
    using Result = Reading<decltype(f(std::declval<const T&>()))>;
    if (has_value()) {
      return Result(f(value()));
    }
    return is_unknown() ? Result::Unknown(why()) : Result::Absent();
  }

  friend bool operator==(const Reading& a, const Reading& b) { return a.state_ == b.state_; }
  friend bool operator!=(const Reading& a, const Reading& b) { return !(a == b); }

 private:
  static constexpr std::size_t kAbsent = 0;
  static constexpr std::size_t kValue = 1;
  static constexpr std::size_t kUnknown = 2;

  // One or the other: thousands of readings are copied in each pass.
  absl::variant<absl::monostate, T, absl::Status> state_;
};

}  // namespace neuron

#endif  // AGENT_BASE_READING_H_
