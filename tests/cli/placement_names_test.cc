#include "agent/cli/placement_names.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(PublishedNamesOf, HasThemInFull) {
  AttributeNames names;
  names.prefix = "acme/";
  const PublishedNames published = PublishedNamesOf(names);
  EXPECT_EQ(published.free_set, "acme/free-set");
  EXPECT_EQ(published.fits, "acme/fits");
  EXPECT_EQ(published.health, "acme/health");
  EXPECT_EQ(published.counts, (std::vector<std::string>{"acme/free-chips", "acme/chip-count"}));
  EXPECT_EQ(published.prefix, "acme/");
}

}  // namespace
}  // namespace neuron
