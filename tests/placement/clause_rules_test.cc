#include "agent/placement/clause_rules.h"

#include <string>

#include "agent/placement/query_parser.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

absl::Status Check(const std::string& text) { return CheckClauses(*ParseQuery(text)); }
std::string ErrorOf(const std::string& text) { return std::string(Check(text).message()); }

TEST(CheckClauses, TakesWhatEcsDocuments) {
  for (const char* const text :
       {"agentConnected == true", "agentConnected in [true, false]", "agentConnected =~ t.*",
        "agentVersion >= 1.14.5", "ec2InstanceId !~ i-0.*", "registeredAt < 2018-02-13",
        "runningTasksCount <= 3", "attribute:x >= 04", "attribute:x exists", "task:group in [a]"}) {
    EXPECT_TRUE(Check(text).ok()) << Check(text);
  }
}

TEST(CheckClauses, RefusesOperatorsThatASubjectDoesNotTake) {
  EXPECT_EQ(ErrorOf("attribute:x exists and agentVersion =~ 1.*"),
            "column 24: agentVersion does not take =~: it takes == != > >= < <=");
  EXPECT_EQ(ErrorOf("ec2InstanceId > i"),
            "column 1: ec2InstanceId does not take >: it takes == != in !in =~ !~");
  EXPECT_THAT(ErrorOf("runningTasksCount exists"), HasSubstr("does not take exists"));
}

TEST(CheckClauses, RefusesArgumentsOfAnotherKind) {
  EXPECT_EQ(ErrorOf("agentVersion < latest"),
            "column 16: agentVersion is compared with a version such as 1.14.5, not with "
            "\"latest\"");
  EXPECT_THAT(ErrorOf("registeredAt < yesterday"), HasSubstr("a date such as 2018-06-18"));
  EXPECT_THAT(ErrorOf("runningTasksCount == few"), HasSubstr("a number such as 3"));
  EXPECT_THAT(ErrorOf("agentConnected in [true, yes]"), HasSubstr("true or false, not"));
}

TEST(CheckClauses, RefusesPatternsThatAreNotUnderstood) {
  EXPECT_TRUE(absl::IsUnimplemented(Check("attribute:x =~ '[a-z&&[^b]]'")));
  EXPECT_THAT(ErrorOf("attribute:x =~ a*+"), StartsWith("column 16: unsupported pattern: "));
}

}  // namespace
}  // namespace neuron
