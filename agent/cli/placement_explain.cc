#include "agent/cli/placement_explain.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/cli/message_text.h"
#include "agent/cli/placement_explanation.h"
#include "agent/cli/placement_hosts.h"
#include "agent/cli/placement_table.h"
#include "agent/placement/clause_rules.h"
#include "agent/placement/query_parser.h"

namespace neuron {
namespace {

absl::Status AboutExpression(const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat("the expression: ", status.message()));
}

absl::StatusOr<Query> ReadExpression(const std::string& text) {
  absl::StatusOr<Query> query = ParseQuery(text);
  if (!query.ok()) {
    return AboutExpression(query.status());
  }
  const absl::Status checked = CheckClauses(*query);
  return checked.ok() ? query : AboutExpression(checked);
}

}  // namespace

absl::Status RunPlacementExplain(const Options& options, const Output& output) {
  NEURON_ASSIGN_OR_RETURN(const Query query, ReadExpression(options.subject));
  NEURON_ASSIGN_OR_RETURN(const std::vector<PlacementHost> hosts, FetchPlacementHosts(options));
  const agent::v1::Explanation explanation = Explain(query, hosts);
  NEURON_RETURN_IF_ERROR(output(options.format == Format::kJson ? JsonPage(explanation)
                                                                : ExplanationTable(explanation)));
  return ExplanationOutcome(explanation);
}

}  // namespace neuron
