#include "agent/cli/placement_table.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/cli/text_table.h"

namespace neuron {
namespace {

using agent::v1::ExplainedClause;
using agent::v1::ExplainedHost;
using agent::v1::Explanation;

std::string Word(agent::v1::QueryResult result) {
  switch (result) {
    case agent::v1::QUERY_RESULT_TRUE:
      return "true";
    case agent::v1::QUERY_RESULT_FALSE:
      return "false";
    case agent::v1::QUERY_RESULT_DEPENDS:
      return "depends";
    default:
      return "unknown";
  }
}

std::string ValueCell(const ExplainedClause& clause) {
  if (clause.has_value()) {
    return clause.value().empty() ? "\"\"" : Printable(clause.value());
  }
  return clause.has_unknown_reason() ? kUnknownCell : kAbsentCell;
}

std::string ClauseTable(const ExplainedHost& host) {
  std::vector<std::vector<std::string>> rows = {{"#", "RESULT", "CLAUSE", "VALUE", "TO CHANGE"}};
  for (const ExplainedClause& clause : host.clauses()) {
    rows.push_back({absl::StrCat(rows.size()), Word(clause.result()), Printable(clause.clause()),
                    ValueCell(clause), Printable(clause.remedy())});
  }
  return FormatTable(rows);
}

std::string ClauseNotes(const ExplainedHost& host) {
  std::string notes;
  for (int i = 0; i < host.clauses_size(); ++i) {
    const ExplainedClause& clause = host.clauses(i);
    if (clause.has_unknown_reason()) {
      absl::StrAppend(&notes, "unknown: ", i + 1, ": ", Printable(clause.unknown_reason()), "\n");
    }
    for (const std::string& warning : clause.warnings()) {
      absl::StrAppend(&notes, "warning: ", i + 1, ": ", Printable(warning), "\n");
    }
  }
  for (const std::string& warning : host.warnings()) {
    absl::StrAppend(&notes, "warning: ", Printable(warning), "\n");
  }
  return notes;
}

std::string HostText(const ExplainedHost& host) {
  const std::string missing = host.has_missing_clauses()
                                  ? absl::StrCat("; missing: ", Printable(host.missing_clauses()))
                                  : "";
  return absl::StrCat("\n", Printable(host.name()), ": ", Word(host.result()), missing, "\n",
                      ClauseTable(host), ClauseNotes(host));
}

// "hosts: 3: 1 true, 2 false"; nothing of one.
std::string Tally(const Explanation& explanation) {
  std::vector<std::string> counts;
  for (const agent::v1::QueryResult result :
       {agent::v1::QUERY_RESULT_TRUE, agent::v1::QUERY_RESULT_FALSE,
        agent::v1::QUERY_RESULT_DEPENDS, agent::v1::QUERY_RESULT_UNKNOWN}) {
    int count = 0;
    for (const ExplainedHost& host : explanation.hosts()) {
      count += host.result() == result ? 1 : 0;
    }
    if (count > 0) {
      counts.push_back(absl::StrCat(count, " ", Word(result)));
    }
  }
  return explanation.hosts_size() == 1 ? ""
                                       : absl::StrCat("hosts: ", explanation.hosts_size(), ": ",
                                                      absl::StrJoin(counts, ", "), "\n");
}

}  // namespace

std::string ExplanationTable(const Explanation& explanation) {
  std::string page =
      absl::StrCat("expression: ", Printable(explanation.expression()), "\n", Tally(explanation));
  for (const ExplainedHost& host : explanation.hosts()) {
    absl::StrAppend(&page, HostText(host));
  }
  return page;
}

}  // namespace neuron
