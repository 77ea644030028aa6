#include "agent/device/sysfs_value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::HasSubstr;

template <typename T>
void ExpectGarbage(const absl::StatusOr<T>& parsed, absl::string_view bytes) {
  EXPECT_EQ(parsed.status().code(), absl::StatusCode::kDataLoss) << absl::CHexEscape(bytes);
}

TEST(ParseUnsigned, TakesDecimalDigitsWithOrWithoutALineFeed) {
  EXPECT_EQ(ParseUnsigned("0\n").value(), 0u);
  EXPECT_EQ(ParseUnsigned("2").value(), 2u);
  EXPECT_EQ(ParseUnsigned("007\n").value(), 7u);
  EXPECT_EQ(ParseUnsigned("18446744073709551615\n").value(), UINT64_MAX);
}

TEST(ParseUnsigned, RefusesEverythingElse) {
  for (absl::string_view bytes :
       {"", "\n", "1\n\n", "-1\n", "+1\n", " 1\n", "1 \n", "\t1\n", "1 2\n", "1\n2\n", "1.0\n",
        "0xdeadbeef\n", "1e3\n", "18446744073709551616\n", "busy\n", "init_error\n", "\xd9\xa1\n",
        "1,2\n"}) {
    ExpectGarbage(ParseUnsigned(bytes), bytes);
  }
  ExpectGarbage(ParseUnsigned(absl::string_view("1\0\n", 3)), "NUL");
  ExpectGarbage(ParseUnsigned(std::string(1 << 20, '9')), "1 MB");
}

TEST(Garbage, IsQuotedFromItsStart) {
  EXPECT_THAT(std::string(ParseUnsigned("busy\n").status().message()), HasSubstr("\"busy\\n\""));
  EXPECT_THAT(std::string(ParseUnsigned("").status().message()), HasSubstr("found nothing"));
  const absl::Status status = ParseUnsigned(std::string(1 << 20, '\xff')).status();
  EXPECT_THAT(std::string(status.message()), HasSubstr("\\xff\\xff"));
  EXPECT_LT(status.message().size(), 300u);
}

TEST(ParseText, TakesOneLineOfPrintableAscii) {
  EXPECT_EQ(ParseText("Trainium1\n").value(), "Trainium1");
  EXPECT_EQ(ParseText("2.x.8072.0").value(), "2.x.8072.0");
  EXPECT_EQ(ParseText("two words ~!\n").value(), "two words ~!");
}

TEST(ParseText, RefusesWhatIsEmptyOrMoreThanALineOrNotPrintable) {
  for (absl::string_view bytes :
       {"", "\n", "a\nb\n", "a\n\n", "\x1b[31m\n", "gr\xc3\xbc\n", "a\tb\n"}) {
    ExpectGarbage(ParseText(bytes), bytes);
  }
}

TEST(ParseSerialNumber, TakesSixteenHexDigits) {
  EXPECT_EQ(ParseSerialNumber("1a2b3c4d5e00000F\n").value(), "1a2b3c4d5e00000F");
  EXPECT_EQ(ParseSerialNumber("0123456789abcdef").value(), "0123456789abcdef");
}

TEST(ParseSerialNumber, RefusesALoneLineFeedAndEveryOtherText) {
  for (absl::string_view bytes :
       {"", "\n", "busy\n", "1a2b3c4d5e00000\n", "1a2b3c4d5e0000000\n", "1a2b3c4d5e00000g\n",
        "0x2b3c4d5e000000\n", "1a2b3c4d5e000000\n\n", "-a2b3c4d5e000000\n"}) {
    ExpectGarbage(ParseSerialNumber(bytes), bytes);
  }
}

TEST(ParseNeighbours, TakesChipsInAnyOrder) {
  EXPECT_EQ(ParseNeighbours("12, 3, 4, 1\n").value(), (ChipSet{1, 3, 4, 12}));
  EXPECT_EQ(ParseNeighbours("0").value(), ChipSet{0});
  EXPECT_EQ(ParseNeighbours("63\n").value(), ChipSet{63});
}

TEST(ParseNeighbours, TakesALoneLineFeedForNone) {
  EXPECT_EQ(ParseNeighbours("\n").value(), ChipSet());
}

TEST(ParseNeighbours, RefusesAnEmptyAnswerAndEveryOtherText) {
  for (absl::string_view bytes :
       {"", "\n\n", ", \n", "1,\n", "1, \n", "1,2\n", "1 2\n", "64\n", "-1\n", "1, 1\n", "1, x\n",
        "99999999999999999999\n", "busy\n", "1, 2, 0x3\n"}) {
    ExpectGarbage(ParseNeighbours(bytes), bytes);
  }
}

TEST(ParseNeighbours, RefusesAnEmptyAnswerThatPointsNowhere) {
  ExpectGarbage(ParseNeighbours(absl::string_view()), "");
}

TEST(ParseDeviceNumber, TakesMajorAndMinor) {
  const DeviceNumber number = ParseDeviceNumber("245:15\n").value();
  EXPECT_EQ(number.major, 245u);
  EXPECT_EQ(number.minor, 15u);
}

TEST(ParseDeviceNumber, RefusesEverythingElse) {
  for (absl::string_view bytes : {"", "\n", "245\n", "245:\n", ":0\n", "245:0:0\n", "245: 0\n",
                                  "-1:0\n", "245:-1\n", "4294967296:0\n", "a:b\n"}) {
    EXPECT_EQ(ParseDeviceNumber(bytes).status().code(), absl::StatusCode::kDataLoss) << bytes;
  }
}

constexpr char kProcDevices[] =
    "Character devices:\n  1 mem\n 10 misc\n245 neuron\n246 neuron2\n\n"
    "Block devices:\n  7 loop\n253 neuronblk\n";

TEST(FindMajor, FindsTheCharacterDevicesOfThatName) {
  EXPECT_EQ(FindMajor(kProcDevices, "neuron").value(), 245u);
  EXPECT_EQ(FindMajor(kProcDevices, "mem").value(), 1u);
  EXPECT_EQ(FindMajor("Character devices:\n245 neuron", "neuron").value(), 245u);
}

TEST(FindMajor, IsNotFoundAmongBlockDevicesOrOtherNames) {
  for (absl::string_view name : {"loop", "neuronblk", "neur", "", "Character"}) {
    EXPECT_EQ(FindMajor(kProcDevices, name).status().code(), absl::StatusCode::kNotFound) << name;
  }
}

TEST(FindMajor, TakesNoNumberFromGarbage) {
  for (absl::string_view text :
       {"", "\n", "neuron", "245 neuron\n", "Character devices:\n-1 neuron\n",
        "Character devices:\n0xf5 neuron\n", "Character devices:\n4294967296 neuron\n",
        "Character devices:\n245 neuron extra\n", "Block devices:\n245 neuron\n"}) {
    EXPECT_FALSE(FindMajor(text, "neuron").ok()) << text;
  }
}

TEST(ReadUnsigned, IsAbsentWithoutAPathAFileOrADevice) {
  const FakeTree tree;
  EXPECT_TRUE(ReadUnsigned(absl::nullopt).is_absent());
  EXPECT_TRUE(ReadUnsigned(tree.Path("gone")).is_absent());
  EXPECT_TRUE(ReadText(absl::nullopt).is_absent());
  EXPECT_TRUE(ReadSerialNumber(absl::nullopt).is_absent());
  EXPECT_TRUE(ReadNeighbours(absl::nullopt).is_absent());
}

TEST(ReadUnsigned, GivesTheValueInTheFile) {
  const FakeTree tree({File("n", "7\n"), File("t", "text\n"), File("s", "0123456789abcdef\n"),
                       File("c", "1, 2\n")});
  EXPECT_EQ(ReadUnsigned(tree.Path("n")), Reading<std::uint64_t>(7));
  EXPECT_EQ(ReadText(tree.Path("t")), Reading<std::string>("text"));
  EXPECT_EQ(ReadSerialNumber(tree.Path("s")), Reading<std::string>("0123456789abcdef"));
  EXPECT_EQ(ReadNeighbours(tree.Path("c")), Reading<ChipSet>(ChipSet{1, 2}));
}

TEST(ReadUnsigned, IsUnknownAndNamesThePathOtherwise) {
  // A read of this file fails with EIO, as of a device in trouble.
  const FakeTree tree({File("busy", "busy\n"), File("long", std::string(1 << 20, '1')),
                       Dir("directory", {}), Link("io_error", "/proc/self/mem")});
  for (const char* name : {"busy", "long", "directory", "io_error"}) {
    const std::string path = tree.Path(name);
    const Reading<std::uint64_t> number = ReadUnsigned(path);
    EXPECT_TRUE(number.is_unknown()) << name;
    EXPECT_THAT(std::string(number.why().message()), HasSubstr(path));
    EXPECT_TRUE(ReadNeighbours(path).is_unknown()) << name;
    EXPECT_TRUE(ReadSerialNumber(path).is_unknown()) << name;
  }
}

}  // namespace
}  // namespace neuron
