#include "agent/lease/lease_message.h"

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "proto/lease.pb.h"

namespace neuron {
namespace {

LeaseRequest Request() {
  LeaseRequest request;
  request.chips = 4;
  request.logical_core_size = 2;
  request.wait = absl::Seconds(60);
  request.command = "python3";
  return request;
}

lease::v1::LeaseRequest Message() {
  lease::v1::LeaseRequest message;
  message.set_chips(1);
  return message;
}

absl::Status Refuse(const lease::v1::LeaseRequest& message) {
  return DecodeLeaseRequest(message.SerializeAsString()).status();
}

TEST(LeaseRequest, ArrivesAsItWasSent) {
  const absl::StatusOr<LeaseRequest> arrived = DecodeLeaseRequest(EncodeLeaseRequest(Request()));
  ASSERT_TRUE(arrived.ok()) << arrived.status();
  EXPECT_EQ(arrived->chips, 4);
  EXPECT_EQ(arrived->logical_core_size, 2);
  EXPECT_EQ(arrived->wait, absl::Seconds(60));
  EXPECT_EQ(arrived->command, "python3");
}

TEST(LeaseRequest, NamesWhatCannotBe) {
  lease::v1::LeaseRequest message = Message();
  message.set_chips(0);
  EXPECT_EQ(Refuse(message),
            absl::InvalidArgumentError("no host can lease 0 chips; ask for 1 to 64"));
  message.set_chips(4'000'000'000);
  EXPECT_TRUE(absl::IsInvalidArgument(Refuse(message)));
  message = Message();
  message.set_logical_core_size(3);
  EXPECT_TRUE(absl::IsInvalidArgument(Refuse(message)));
  EXPECT_TRUE(absl::IsInvalidArgument(DecodeLeaseRequest("\xff\xff").status()));
  EXPECT_TRUE(absl::IsInvalidArgument(DecodeLeaseRequest("").status()));
}

TEST(LeaseRequest, MayWaitForAYearAtMost) {
  lease::v1::LeaseRequest message = Message();
  message.set_wait_ms(~std::uint64_t{0});
  EXPECT_EQ(DecodeLeaseRequest(message.SerializeAsString())->wait, kLongestLeaseWait);
}

TEST(LeaseRequest, HasAPlainShortCommand) {
  lease::v1::LeaseRequest message = Message();
  message.set_command(absl::StrCat("tr\xc3\xa4in\n", std::string(500, 'x')));
  EXPECT_EQ(DecodeLeaseRequest(message.SerializeAsString())->command,
            absl::StrCat("tr??in?", std::string(113, 'x')));
}

TEST(LeaseReply, TellsThePosition) {
  const absl::StatusOr<LeaseReply> reply = DecodeLeaseReply(EncodeLeaseReply(LeasePosition{3}));
  ASSERT_TRUE(reply.ok());
  EXPECT_EQ(absl::get<LeasePosition>(*reply).position, 3);
}

TEST(LeaseReply, GrantsChips) {
  const absl::StatusOr<LeaseReply> reply =
      DecodeLeaseReply(EncodeLeaseReply(LeaseTerms{7, {0, 63}, "0-1,126-127"}));
  ASSERT_TRUE(reply.ok());
  const LeaseTerms& terms = absl::get<LeaseTerms>(*reply);
  EXPECT_EQ(terms.id, 7u);
  EXPECT_EQ(terms.chips, (ChipSet{0, 63}));
  EXPECT_EQ(terms.visible_cores, "0-1,126-127");
}

TEST(LeaseReply, RefusesForEverOrForNow) {
  const auto sent = [](const absl::Status& why) {
    return absl::get<absl::Status>(*DecodeLeaseReply(EncodeLeaseReply(why)));
  };
  EXPECT_EQ(sent(absl::FailedPreconditionError("no")), absl::FailedPreconditionError("no"));
  EXPECT_EQ(sent(absl::InvalidArgumentError("no")), absl::FailedPreconditionError("no"));
  EXPECT_EQ(sent(absl::DeadlineExceededError("later")), absl::DeadlineExceededError("later"));
  EXPECT_EQ(sent(absl::ResourceExhaustedError("later")), absl::DeadlineExceededError("later"));
}

TEST(LeaseReply, MayBeNone) {
  EXPECT_TRUE(absl::IsDataLoss(DecodeLeaseReply("").status()));
  EXPECT_TRUE(absl::IsDataLoss(DecodeLeaseReply("\xff").status()));
  lease::v1::LeaseReply message;
  message.mutable_granted()->add_chips(64);
  EXPECT_TRUE(absl::IsDataLoss(DecodeLeaseReply(message.SerializeAsString()).status()));
}

}  // namespace
}  // namespace neuron
