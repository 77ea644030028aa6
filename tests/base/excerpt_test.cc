#include "agent/base/excerpt.h"

#include <gtest/gtest.h>

#include <string>

namespace neuron {
namespace {

TEST(Excerpt, PutsTextOnOneLine) {
  EXPECT_EQ(Excerpt("  <html>\r\n\t<body>no  way</body>\n"), "<html> <body>no way</body>");
}

TEST(Excerpt, EscapesWhatIsNotText) {
  EXPECT_EQ(Excerpt(std::string("a\0z\x1b[31m\xff", 9)), "a\\x00z\\x1b[31m\\xff");
}

TEST(Excerpt, SaysThatItIsCut) {
  EXPECT_EQ(Excerpt(std::string(300, 'x')), std::string(300, 'x'));
  EXPECT_EQ(Excerpt(std::string(301, 'x')), std::string(300, 'x') + "...");
  EXPECT_EQ(Excerpt(std::string(100000, ' ') + "x"), "...");
}

}  // namespace
}  // namespace neuron
