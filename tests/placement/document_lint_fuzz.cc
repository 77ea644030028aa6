#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "agent/placement/document_lint.h"
#include "agent/placement/port_token.h"
#include "tests/placement/published.h"

// Whatever is found says where, what and the cure.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const neuron::LintRules rules = {neuron::Published(), neuron::kPortBase, "", "trn1.32xlarge"};
  const auto findings =
      neuron::LintFiles({{"f", std::string(reinterpret_cast<const char*>(data), size)}}, rules);
  if (!findings.ok()) {
    return findings.status().message().empty() ? std::abort(), 0 : 0;
  }
  for (const neuron::LintFinding& finding : *findings) {
    if (finding.path.empty() || finding.what.empty() || finding.cure.empty()) {
      std::abort();
    }
  }
  return 0;
}
