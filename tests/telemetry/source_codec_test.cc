#include "agent/telemetry/source_codec.h"

#include "gtest/gtest.h"
#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

agent::v1::SourceReport Encoded(const SourceReport& source) {
  agent::v1::SourceReport message;
  EncodeSource(source, &message);
  return message;
}

TEST(DecodeSource, RestoresASourceThatIsUp) {
  const SourceReport source =
      DecodeSource(Encoded({"processes", absl::OkStatus(), kExampleStart})).value();
  EXPECT_EQ(source.name, "processes");
  EXPECT_TRUE(source.status.ok());
  EXPECT_EQ(source.last_success, kExampleStart);
}

TEST(DecodeSource, RestoresWhatIsMissing) {
  const SourceReport source =
      DecodeSource(Encoded({"processes", absl::DataLossError("why"), absl::InfinitePast()}))
          .value();
  EXPECT_EQ(source.status, absl::UnknownError("why"));
  EXPECT_EQ(source.last_success, absl::InfinitePast());
}

TEST(DecodeSource, IsDownUnlessTheMessageSaysOtherwise) {
  agent::v1::SourceReport message = Encoded({"processes", absl::OkStatus(), kExampleStart});
  message.clear_up();
  EXPECT_FALSE(DecodeSource(message)->status.ok());
}

TEST(DecodeSource, NeedsAName) {
  EXPECT_EQ(DecodeSource({}).status(), absl::InvalidArgumentError("name: not set"));
}

TEST(DecodeSource, RefusesATimeThatCannotBe) {
  agent::v1::SourceReport message = Encoded({"processes", absl::OkStatus(), kExampleStart});
  message.mutable_last_success()->set_nanos(-1);
  EXPECT_FALSE(DecodeSource(message).ok());
}

}  // namespace
}  // namespace neuron
