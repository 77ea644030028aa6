#include "agent/device/pci_text.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

using Count = Reading<std::uint64_t>;

TEST(ParsePciAddress, TakesTheNamesOfFunctions) {
  EXPECT_EQ(ParsePciAddress("0000:00:1e.0"), (PciAddress{0, 0, 0x1e, 0}));
  EXPECT_EQ(ParsePciAddress("ffff:ff:1f.7"), (PciAddress{0xffff, 0xff, 0x1f, 7}));
  // Bridges of virtual hosts have domains of more digits.
  EXPECT_EQ(ParsePciAddress("10000:01:00.0"), (PciAddress{0x10000, 1, 0, 0}));
}

TEST(ParsePciAddress, TakesNoOtherText) {
  for (const char* name :
       {"", "0000:00:1e", "0000:00:1e.8", "0000:00:20.0", "000:00:1e.0", "0000:0:1e.0",
        "0000:00:1E.0", "0000.00:1e:0", "0000:00:1e.0 ", "+000:00:1e.0", "0x00:00:1e.0",
        "0000:00:1e.0\n", "00010000:01:00.0", "100000000:00:1e.0", "0000:00:1e.0.0"}) {
    EXPECT_FALSE(ParsePciAddress(name).has_value()) << name;
  }
}

TEST(ParsePciId, TakesHexadecimalIds) {
  EXPECT_EQ(ParsePciId("0x1d0f\n"), Count(0x1d0f));
  EXPECT_EQ(ParsePciId("0x7164"), Count(0x7164));
  EXPECT_EQ(ParsePciId("0x00\n"), Count(0));
  EXPECT_EQ(ParsePciId("0xf0\n"), Count(240));
  EXPECT_EQ(ParsePciId("0xffff\n"), Count(0xffff));
}

TEST(ParsePciId, TakesNothingElse) {
  for (const char* bytes : {"", "\n", "1d0f\n", "0x\n", "0x1d0fa\n", "0x-1\n", "0x 1\n", "0x0x1\n",
                            "0xg\n", " 0x1\n", "0x1\n\n", "-1\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParsePciId(bytes).why())) << bytes;
  }
}

TEST(ParseNumaNode, TakesTheNode) {
  EXPECT_EQ(ParseNumaNode("0\n"), Reading<int>(0));
  EXPECT_EQ(ParseNumaNode("1"), Reading<int>(1));
}

TEST(ParseNumaNode, IsAbsentWhereThePlatformNamesNone) {
  EXPECT_TRUE(ParseNumaNode("-1\n").is_absent());
}

TEST(ParseNumaNode, TakesNothingElse) {
  for (const char* bytes :
       {"", "\n", "-2\n", "+1\n", " 1\n", "65536\n", "2147483648\n", "busy\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseNumaNode(bytes).why())) << bytes;
  }
}

TEST(ParseCpuList, KeepsTheListAsItIs) {
  for (const char* list : {"0", "0-1", "0-47,96-143", "0,2,4-5,65535"}) {
    EXPECT_EQ(ParseCpuList(std::string(list) + "\n"), Reading<std::string>(list));
    EXPECT_EQ(ParseCpuList(list), Reading<std::string>(list));
  }
}

TEST(ParseCpuList, IsAbsentWithoutCpus) { EXPECT_TRUE(ParseCpuList("\n").is_absent()); }

TEST(ParseCpuList, TakesNothingElse) {
  for (const char* bytes : {"", ",\n", "0-\n", "-1\n", "1-0\n", "0,0\n", "0-5,5\n", "0-1-2\n",
                            "0, 1\n", "0-65536\n", "a\n", "0\n\n", "0,\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseCpuList(bytes).why())) << bytes;
  }
}

TEST(ParseLinkSpeed, TakesBothWordings) {
  EXPECT_EQ(ParseLinkSpeed("16.0 GT/s PCIe\n"), Reading<double>(16));
  EXPECT_EQ(ParseLinkSpeed("32.0 GT/s PCIe"), Reading<double>(32));
  EXPECT_EQ(ParseLinkSpeed("2.5 GT/s\n"), Reading<double>(2.5));
  EXPECT_EQ(ParseLinkSpeed("16 GT/s\n"), Reading<double>(16));
}

TEST(ParseLinkSpeed, DoesNotKnowALinkThatTheKernelDoesNotKnow) {
  for (const char* bytes : {"Unknown\n", "Unknown speed\n", "", "\n", "16.0\n", "GT/s\n",
                            " GT/s PCIe\n", "-16 GT/s\n", "0 GT/s\n", "1e1 GT/s\n", "inf GT/s\n",
                            "16. GT/s\n", ".5 GT/s\n", "1.2.3 GT/s\n", "1000 GT/s\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseLinkSpeed(bytes).why())) << bytes;
  }
}

TEST(ParseLinkWidth, TakesTheWidthsOfPciExpress) {
  for (int width : {1, 2, 4, 8, 12, 16, 32}) {
    EXPECT_EQ(ParseLinkWidth(std::to_string(width) + "\n"),
              Count(static_cast<std::uint64_t>(width)));
  }
}

TEST(ParseLinkWidth, DoesNotKnowALinkThatTheKernelDoesNotKnow) {
  for (const char* bytes : {"0\n", "255\n", "3\n", "", "\n", "x8\n", "-1\n", " 8\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseLinkWidth(bytes).why())) << bytes;
  }
}

TEST(ParseErrorTotal, TakesTheSumOnly) {
  EXPECT_EQ(ParseErrorTotal("RxErr 2\nBadTLP 0\nTOTAL_ERR_COR 2\n"), Count(2));
  EXPECT_EQ(ParseErrorTotal("Undefined 0\nTOTAL_ERR_NONFATAL 0\n"), Count(0));
  EXPECT_EQ(ParseErrorTotal("TOTAL_ERR_FATAL 7"), Count(7));
}

TEST(ParseErrorTotal, TakesNothingElse) {
  for (const char* bytes : {"", "\n", "RxErr 2\n", "TOTAL_ERR_COR\n", "TOTAL_ERR_COR -1\n",
                            "TOTAL_ERR_COR 1\nTOTAL_ERR_COR 2\n", "RxErr x\nTOTAL_ERR_COR 2\n",
                            "TOTAL_ERR_COR 18446744073709551616\n", "busy\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseErrorTotal(bytes).why())) << bytes;
  }
}

}  // namespace
}  // namespace neuron
