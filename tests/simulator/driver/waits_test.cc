#include "tests/simulator/driver/waits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <vector>

namespace neuron::sim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class WaitsTest : public testing::Test {
 protected:
  Ticket Add(int chip) {
    return waits_.Add(chip, [this](int error) { heard_.push_back(error); });
  }

  Waits waits_;
  std::vector<int> heard_;
};

TEST_F(WaitsTest, WakesThoseOfTheChipOnce) {
  Add(0);
  Add(1);
  waits_.Wake(0, 0);
  waits_.Wake(0, 0);
  EXPECT_THAT(heard_, ElementsAre(0));
}

TEST_F(WaitsTest, WhoBeginsToWaitMeanwhileIsNotWoken) {
  waits_.Add(0, [this](int) { Add(0); });
  waits_.Wake(0, 0);
  EXPECT_THAT(heard_, IsEmpty());
  waits_.Wake(0, 0);
  EXPECT_THAT(heard_, ElementsAre(0));
}

TEST_F(WaitsTest, SaysWhyTheyNeedNotWait) {
  Add(0);
  waits_.Wake(0, ENODEV);
  EXPECT_THAT(heard_, ElementsAre(ENODEV));
}

TEST_F(WaitsTest, ATicketIsCutShortOnce) {
  const Ticket ticket = Add(0);
  EXPECT_NE(ticket, 0U);
  waits_.CutShort(ticket, EINTR);
  waits_.CutShort(ticket, EINTR);
  waits_.Wake(0, 0);
  EXPECT_THAT(heard_, ElementsAre(EINTR));
}

TEST_F(WaitsTest, CutsAllShort) {
  Add(0);
  Add(3);
  waits_.CutShortAll(EIO);
  EXPECT_THAT(heard_, ElementsAre(EIO, EIO));
}

}  // namespace
}  // namespace neuron::sim
