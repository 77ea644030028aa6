#include "tests/placement/random_query.h"

#include <string>
#include <utility>

namespace neuron {
namespace {

using Kind = QueryNode::Kind;

std::size_t Below(std::size_t limit, std::mt19937* random) { return (*random)() % limit; }

std::string RandomArgument(std::mt19937* random) {
  const char* const arguments[] = {"1",   "02",    "v",    "V",   "and",
                                   "a b", ".*v.*", "_04_", "!in", "x,y"};
  return arguments[Below(10, random)];
}

Clause RandomClause(std::mt19937* random) {
  Clause clause;
  clause.subject.attribute = std::string(1, static_cast<char>('a' + Below(3, random)));
  clause.op = static_cast<Operator>(Below(12, random));
  const std::size_t count = AsksExistence(clause.op) ? 0
                            : TakesList(clause.op)   ? 1 + Below(3, random)
                                                     : 1;
  for (std::size_t i = 0; i < count; ++i) {
    clause.arguments.push_back(RandomArgument(random));
  }
  return clause;
}

QueryNode RandomNode(int depth, std::mt19937* random, std::vector<Clause>* clauses) {
  QueryNode node;
  node.kind = depth == 0 ? Kind::kClause : static_cast<Kind>(Below(4, random));
  if (node.kind == Kind::kClause) {
    node.clause = clauses->size();
    clauses->push_back(RandomClause(random));
    return node;
  }
  const std::size_t count = node.kind == Kind::kNot ? 1 : 2 + Below(2, random);
  for (std::size_t i = 0; i < count; ++i) {
    node.children.push_back(RandomNode(depth - 1, random, clauses));
  }
  return node;
}

}  // namespace

Query RandomQuery(std::mt19937* random) {
  Query query;
  query.root = RandomNode(3, random, &query.clauses);
  query.left_to_right = query.root;
  return query;
}

QueryNode Negation(const QueryNode& node) {
  QueryNode negation;
  negation.kind = Kind::kNot;
  negation.children.push_back(node);
  return negation;
}

}  // namespace neuron
