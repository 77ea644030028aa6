#include "agent/device/attribute.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/device/sysfs_value.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::HasSubstr;

Reading<std::string> Word(absl::string_view bytes) { return ReadingOf(ParseText(bytes)); }

TEST(ReadAttribute, IsWhatTheBytesParseTo) {
  const FakeTree tree({File("speed", "fast\n")});
  EXPECT_EQ(ReadAttribute(tree.Path("speed"), Word), Reading<std::string>("fast"));
}

TEST(ReadAttribute, IsAbsentWithoutTheFile) {
  const FakeTree tree({File("file", "")});
  EXPECT_TRUE(ReadAttribute(tree.Path("speed"), Word).is_absent());
  EXPECT_TRUE(ReadAttribute(tree.Path("file/speed"), Word).is_absent());
}

TEST(ReadAttribute, IsUnknownWithItsPathIfItCannotBeReadOrParsed) {
  const FakeTree tree({Dir("broken", {}), File("empty", ""), File("long", std::string(5000, 'x'))});
  for (const char* name : {"broken", "empty", "long"}) {
    const Reading<std::string> reading = ReadAttribute(tree.Path(name), Word);
    ASSERT_TRUE(reading.is_unknown()) << name;
    EXPECT_THAT(std::string(reading.why().message()), HasSubstr(tree.Path(name)));
  }
  EXPECT_TRUE(absl::IsDataLoss(ReadAttribute(tree.Path("empty"), Word).why()));
}

TEST(Unexpected, QuotesTheStartOfWhatWasThere) {
  EXPECT_EQ(Unexpected("a number", "").message(), "expected a number, found nothing");
  EXPECT_EQ(Unexpected("a number", "no\n\xff").message(),
            "expected a number, found \"no\\n\\xff\"");
  EXPECT_EQ(Unexpected("a number", std::string(41, 'x')).message(),
            "expected a number, found \"" + std::string(40, 'x') + "\"...");
}

TEST(ReadingOf, IsTheValueOrUnknown) {
  EXPECT_EQ(ReadingOf<int>(7), Reading<int>(7));
  const absl::Status why = absl::DataLossError("torn");
  EXPECT_EQ(ReadingOf<int>(why), Reading<int>::Unknown(why));
}

}  // namespace
}  // namespace neuron
