#include "agent/health/firmware_signs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "tests/health/patient.h"
#include "tests/health/sign_matchers.h"

namespace neuron {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::IsEmpty;

// The firmware of a chip, pass by pass, one each second unless said otherwise.
class Firmware {
 public:
  std::vector<Sign> Pass(absl::Duration after = absl::Seconds(1)) {
    at_ += after;
    const ChipFacts facts = patient.Facts();
    record_ = RecordHeartbeat(record_, facts, at_);
    sheet = SignSheet(3, absl::FromUnixSeconds(1000));
    AddFirmwareSigns(record_, facts, at_, &sheet);
    return sheet.signs();
  }

  void Beat(int beat) {
    patient.counters.firmware.heartbeat = Heartbeat{false, static_cast<std::uint8_t>(beat)};
  }
  // It was seen to move, and is at 2.
  void Live() {
    Beat(1);
    Pass();
    Beat(2);
    Pass();
  }

  Patient patient;
  SignSheet sheet{3, absl::FromUnixSeconds(1000)};

 private:
  HeartbeatRecord record_;
  absl::Duration at_ = absl::Hours(1);
};

TEST(FirmwareSigns, NameComponentsThatAreNotWell) {
  Firmware firmware;
  EXPECT_THAT(firmware.Pass(), IsEmpty());
  firmware.patient.counters.firmware.components = UnhealthyComponents{false, "hbm,link_efa"};
  EXPECT_THAT(firmware.Pass(), ElementsAre(AllOf(IsState(Ailment::kUnhealthyComponents),
                                                 Says("unhealthy_components reads hbm,link_efa"))));
}

TEST(FirmwareSigns, TellRegistersThatCannotBeReadOnceByEitherFile) {
  Firmware firmware;
  firmware.patient.counters.firmware.components = UnhealthyComponents{true, ""};
  EXPECT_THAT(firmware.Pass(), ElementsAre(IsState(Ailment::kUnreachable)));
  EXPECT_TRUE(firmware.sheet.unseen(Ailment::kUnhealthyComponents));
  EXPECT_TRUE(firmware.sheet.unseen(Ailment::kHeartbeatStuck));
  firmware.patient.counters.firmware.heartbeat = Heartbeat{true, 0};
  EXPECT_THAT(firmware.Pass(), ElementsAre(IsState(Ailment::kUnreachable)));
  firmware.patient.counters.firmware.components = UnhealthyComponents();
  EXPECT_THAT(firmware.Pass(), ElementsAre(IsState(Ailment::kUnreachable)));
}

TEST(FirmwareSigns, TellAHeartbeatThatStopped) {
  Firmware firmware;
  firmware.Live();
  for (int i = 1; i < 10; ++i) {
    EXPECT_THAT(firmware.Pass(), IsEmpty()) << i;
  }
  EXPECT_THAT(firmware.Pass(), ElementsAre(AllOf(IsState(Ailment::kHeartbeatStuck),
                                                 Says("healthcheck_heartbeat stays at 2"))));
  firmware.Beat(3);
  EXPECT_THAT(firmware.Pass(), IsEmpty());
  EXPECT_FALSE(firmware.sheet.unseen(Ailment::kHeartbeatStuck));
}

TEST(FirmwareSigns, WantEnoughReadingsOfAHeartbeat) {
  Firmware firmware;
  firmware.Live();
  for (int i = 1; i < kStillReadings; ++i) {
    EXPECT_THAT(firmware.Pass(absl::Minutes(1)), IsEmpty()) << i;
  }
  EXPECT_THAT(firmware.Pass(absl::Minutes(1)), ElementsAre(IsState(Ailment::kHeartbeatStuck)));
}

TEST(FirmwareSigns, DoNotCountAReadingTwice) {
  Firmware firmware;
  firmware.Live();
  for (int i = 0; i < 100; ++i) {
    firmware.patient.counters.read_at[CounterGroup::kFast] -= absl::Seconds(1);
    EXPECT_THAT(firmware.Pass(), IsEmpty());
  }
}

TEST(FirmwareSigns, ExpectNoBeatOfFirmwareThatNeverBeat) {
  Firmware firmware;
  for (int i = 0; i < 100; ++i) {
    EXPECT_THAT(firmware.Pass(), IsEmpty());
  }
}

TEST(FirmwareSigns, BeginAnewWithAnotherDriverOrAppearance) {
  Firmware firmware;
  firmware.Live();
  firmware.patient.driver_load = 2;
  for (int i = 0; i < 100; ++i) {
    EXPECT_THAT(firmware.Pass(), IsEmpty());
  }
  firmware.Live();
  firmware.patient.appearance = 2;
  for (int i = 0; i < 100; ++i) {
    EXPECT_THAT(firmware.Pass(), IsEmpty());
  }
}

TEST(FirmwareSigns, DoNotTakeAResetForDeath) {
  Firmware firmware;
  firmware.Live();
  firmware.patient.counters.firmware.components = UnhealthyComponents{true, ""};
  firmware.patient.counters.reset_state = ResetState::kResetting;
  for (int i = 0; i < 100; ++i) {
    EXPECT_THAT(firmware.Pass(), IsEmpty());
  }
  EXPECT_TRUE(firmware.sheet.unseen(Ailment::kHeartbeatStuck));
  EXPECT_TRUE(firmware.sheet.unseen(Ailment::kUnreachable));
  EXPECT_TRUE(firmware.sheet.unseen(Ailment::kUnhealthyComponents));
  firmware.patient.counters.reset_state = ResetState::kReady;
  firmware.patient.counters.firmware.components = UnhealthyComponents();
  EXPECT_THAT(firmware.Pass(), IsEmpty());
}

TEST(FirmwareSigns, DoNotSeeWhatCannotBeRead) {
  Firmware firmware;
  firmware.patient.counters.firmware.components =
      Reading<UnhealthyComponents>::Unknown(Unreadable());
  EXPECT_THAT(firmware.Pass(), IsEmpty());
  EXPECT_TRUE(firmware.sheet.unseen(Ailment::kUnhealthyComponents));
  EXPECT_TRUE(firmware.sheet.unseen(Ailment::kUnreachable));
  EXPECT_FALSE(firmware.sheet.unseen(Ailment::kHeartbeatStuck));
  firmware.patient.counters.firmware.heartbeat = Reading<Heartbeat>::Unknown(Unreadable());
  EXPECT_THAT(firmware.Pass(), IsEmpty());
  EXPECT_TRUE(firmware.sheet.unseen(Ailment::kHeartbeatStuck));
}

TEST(FirmwareSigns, AreNoneWhereTheDriverHasNoSuchFiles) {
  Firmware firmware;
  firmware.patient.counters.firmware = FirmwareHealth();
  EXPECT_THAT(firmware.Pass(), IsEmpty());
  EXPECT_FALSE(firmware.sheet.unseen(Ailment::kUnreachable));
  EXPECT_FALSE(firmware.sheet.unseen(Ailment::kHeartbeatStuck));
}

}  // namespace
}  // namespace neuron
