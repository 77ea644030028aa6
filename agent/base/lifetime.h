#ifndef AGENT_BASE_LIFETIME_H_
#define AGENT_BASE_LIFETIME_H_

#include <memory>
#include <utility>

namespace neuron {

// Drops the callbacks of an object that is gone.
//
// A member of the object that hands out callbacks to itself. One thread.
class Lifetime {
 public:
  Lifetime() = default;
  Lifetime(const Lifetime&) = delete;
  Lifetime& operator=(const Lifetime&) = delete;

  // `callback`, but calling it does nothing once this is destroyed.
  template <typename F>
  auto Guard(F callback) const {
    return [alive = std::weak_ptr<char>(token_),
            callback = std::move(callback)](auto&&... arguments) mutable {
      if (!alive.expired()) {
        callback(std::forward<decltype(arguments)>(arguments)...);
      }
    };
  }

 private:
  std::shared_ptr<char> token_ = std::make_shared<char>();
};

}  // namespace neuron

#endif  // AGENT_BASE_LIFETIME_H_
