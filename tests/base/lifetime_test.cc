#include "agent/base/lifetime.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>

namespace neuron {
namespace {

TEST(Lifetime, LetsCallsThroughWhileItLasts) {
  const Lifetime lifetime;
  int sum = 0;
  const std::function<void(int)> call = lifetime.Guard([&](int n) { sum += n; });
  call(3);
  call(4);
  EXPECT_EQ(sum, 7);
}

TEST(Lifetime, DropsCallsWhenItIsOver) {
  auto lifetime = std::make_unique<Lifetime>();
  const std::function<void()> call = lifetime->Guard([] { FAIL(); });
  lifetime.reset();
  call();
}

}  // namespace
}  // namespace neuron
