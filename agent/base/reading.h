#ifndef AGENT_BASE_READING_H_
#define AGENT_BASE_READING_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/types/optional.h"

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
  Reading(T value) : value_(std::move(value)) {}  // NOLINT(runtime/explicit)

  static Reading Absent() { return Reading(); }
  // REQUIRES: !why.ok().
  static Reading Unknown(absl::Status why) {
    Reading reading;
    reading.why_ = std::move(why);
    return reading;
  }

  bool has_value() const { return value_.has_value(); }
  bool is_absent() const { return !has_value() && why_.ok(); }
  bool is_unknown() const { return !why_.ok(); }

  const T& value() const { return *value_; }
  // OK unless unknown.
  const absl::Status& why() const { return why_; }

  // The same state for `f(value)`.
  template <typename F>
  auto Map(F f) const -> Reading<decltype(f(std::declval<const T&>()))> {
    using Result = Reading<decltype(f(std::declval<const T&>()))>;
    if (has_value()) {
      return Result(f(value()));
    }
    return is_unknown() ? Result::Unknown(why_) : Result::Absent();
  }

  friend bool operator==(const Reading& a, const Reading& b) {
    return a.value_ == b.value_ && a.why_ == b.why_;
  }
  friend bool operator!=(const Reading& a, const Reading& b) { return !(a == b); }

 private:
  absl::optional<T> value_;
  absl::Status why_;
};

}  // namespace neuron

#endif  // AGENT_BASE_READING_H_
