#include "agent/placement/lint_finding.h"

namespace neuron {

absl::string_view Word(LintCode code) {
  switch (code) {
    case LintCode::kShared:
      return "shared";
    case LintCode::kDevice:
      return "device";
    case LintCode::kCapability:
      return "capability";
    case LintCode::kAwsvpc:
      return "awsvpc";
    case LintCode::kLoose:
      return "loose";
    case LintCode::kVolatile:
      return "volatile";
    case LintCode::kExpression:
      return "expression";
    case LintCode::kLength:
      return "length";
    case LintCode::kCount:
      return "count";
    case LintCode::kUnpadded:
      return "unpadded";
    case LintCode::kAbsence:
      return "absence";
  }
  return "";
}

}  // namespace neuron
