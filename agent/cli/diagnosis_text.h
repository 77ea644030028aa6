#ifndef AGENT_CLI_DIAGNOSIS_TEXT_H_
#define AGENT_CLI_DIAGNOSIS_TEXT_H_

#include <string>
#include <vector>

#include "agent/cli/diagnosis.h"

namespace neuron {

// For people: a line for each check, and below it the cure. ASCII. Pure.
std::string DiagnosisTable(const std::vector<Check>& checks);

// As the JSON of neuron.agent.v1.Diagnosis. Pure.
std::string DiagnosisJson(const std::vector<Check>& checks);

}  // namespace neuron

#endif  // AGENT_CLI_DIAGNOSIS_TEXT_H_
