#include "probes/trace_format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

// As the stand-in's, whose fields are the driver's, on Debian's kernel 6.1.
constexpr char kFormat[] =
    "name: dma_memcpy\n"
    "ID: 1234\n"
    "format:\n"
    "\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
    "\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n"
    "\n"
    "\tfield:u32 nc_id;\toffset:12;\tsize:4;\tsigned:0;\n"
    "\tfield:char value[128];\toffset:16;\tsize:128;\tsigned:1;\n"
    "\tfield:__data_loc char[] path;\toffset:144;\tsize:4;\tsigned:0;\n"
    "\n"
    "print fmt: \"field:%u\", REC->nc_id\n";

std::string Line(absl::string_view field) { return absl::StrCat("ID: 1\n\tfield:", field, "\n"); }

TEST(ParseTraceFormat, TellsTheIdAndEveryField) {
  const TraceFormat format = ParseTraceFormat(kFormat).value();
  EXPECT_EQ(format.id, 1234u);
  ASSERT_THAT(format.fields, SizeIs(5));
  EXPECT_EQ(format.fields[0].name, "common_type");
  EXPECT_EQ(format.fields[2].name, "nc_id");
  EXPECT_EQ(format.fields[2].offset, 12u);
  EXPECT_EQ(format.fields[2].size, 4u);
}

TEST(ParseTraceFormat, KnowsArraysByTheirName) {
  const TraceFormat format = ParseTraceFormat(kFormat).value();
  EXPECT_EQ(format.fields[3].name, "value");
  EXPECT_EQ(format.fields[3].size, 128u);
}

TEST(ParseTraceFormat, RefusesALineThatIsNoField) {
  for (const char* field :
       {"", "u32 a", "u32 a;offset:8", "u32;offset:8;size:4;", "u32 a;offset:;size:4;",
        "u32 a;offset:-8;size:4;", "u32 a;size:4;offset:8;", "u32 a;offset:8;size:4x;"}) {
    const absl::Status status = ParseTraceFormat(Line(field)).status();
    EXPECT_TRUE(absl::IsDataLoss(status)) << field;
    EXPECT_THAT(std::string(status.message()), HasSubstr(absl::StrCat("field:", field)));
  }
}

TEST(ParseTraceFormat, RefusesAFieldBeyondTheLargestRecord) {
  EXPECT_TRUE(ParseTraceFormat(Line("u32 a;\toffset:8188;\tsize:4;")).ok());
  for (const char* field :
       {"u32 a;\toffset:8189;\tsize:4;", "u32 a;\toffset:18446744073709551612;\tsize:4;"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseTraceFormat(Line(field)).status())) << field;
  }
}

TEST(ParseTraceFormat, RefusesAFormatWithoutAnId) {
  for (const char* text : {"", "name: dma_memcpy\n", "ID: \n", "ID: x\n", "ID: 0\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseTraceFormat(text).status())) << text;
  }
}

TEST(TraceFormat, TellsWhereAFieldStands) {
  EXPECT_EQ(ParseTraceFormat(kFormat).value().OffsetOf("nc_id", 4).value(), 12u);
}

TEST(TraceFormat, HasNoFieldOfAnotherNameOrSize) {
  const TraceFormat format = ParseTraceFormat(kFormat).value();
  EXPECT_TRUE(absl::IsDataLoss(format.OffsetOf("nc_id", 8).status()));
  const absl::Status status = format.OffsetOf("size", 4).status();
  EXPECT_TRUE(absl::IsDataLoss(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("\"size\""));
}

}  // namespace
}  // namespace neuron
