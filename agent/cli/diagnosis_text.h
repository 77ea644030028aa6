#ifndef AGENT_CLI_DIAGNOSIS_TEXT_H_
#define AGENT_CLI_DIAGNOSIS_TEXT_H_

#include <string>
#include <vector>

#include "agent/cli/check.h"
#include "proto/diagnosis.pb.h"

namespace neuron {

// For people: a line for each check, and below it the cure. ASCII. Pure.
std::string DiagnosisTable(const std::vector<Check>& checks);

// In the words of the public contract. Pure.
agent::v1::Diagnosis EncodeDiagnosis(const std::vector<Check>& checks);

// As its JSON. Pure.
std::string DiagnosisJson(const std::vector<Check>& checks);

}  // namespace neuron

#endif  // AGENT_CLI_DIAGNOSIS_TEXT_H_
