#include "agent/health/security_event.h"

#include <string>

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(Word, NamesEachForgery) {
  EXPECT_EQ(Word(Forgery::kNotFromKernel), std::string("not_from_kernel"));
  EXPECT_EQ(Word(Forgery::kMalformed), std::string("malformed"));
  EXPECT_EQ(Word(Forgery::kOtherInstance), std::string("other_instance"));
  EXPECT_EQ(Word(Forgery::kOtherSerialNumber), std::string("other_serial_number"));
  EXPECT_EQ(Word(Forgery::kNoSuchSerialNumber), std::string("no_such_serial_number"));
  EXPECT_EQ(Word(Forgery::kNoSuchChip), std::string("no_such_chip"));
}

}  // namespace
}  // namespace neuron
