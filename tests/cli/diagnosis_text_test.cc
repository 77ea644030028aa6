#include "agent/cli/diagnosis_text.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

std::vector<Check> Checks() {
  return {{Mark::kOk, "driver", "2.24.7.0", ""},
          {Mark::kWarn, "BTF", "none", "run another kernel"},
          {Mark::kFail, "source processes", "blind\x1b", ""},
          {Mark::kUnknown, "agent", "cannot be told", ""}};
}

TEST(DiagnosisTable, HasALineForEachCheckAndItsCureBelow) {
  EXPECT_EQ(DiagnosisTable(Checks()),
            "      CHECK             FOUND\n"
            "ok    driver            2.24.7.0\n"
            "warn  BTF               none\n"
            "                        -> run another kernel\n"
            "fail  source processes  blind\\x1b\n"
            "?     agent             cannot be told\n");
}

TEST(DiagnosisJson, SaysTheSame) {
  const std::string json = DiagnosisJson(Checks());
  EXPECT_NE(json.find("\"mark\": \"MARK_WARN\""), std::string::npos) << json;
  EXPECT_NE(json.find("\"cure\": \"run another kernel\""), std::string::npos) << json;
  EXPECT_NE(json.find("\"mark\": \"MARK_OK\""), std::string::npos) << json;
  EXPECT_NE(json.find("\"mark\": \"MARK_FAIL\""), std::string::npos) << json;
  EXPECT_NE(json.find("\"mark\": \"MARK_UNKNOWN\""), std::string::npos) << json;
}

}  // namespace
}  // namespace neuron
