#ifndef TESTS_PLACEMENT_RANDOM_QUERY_H_
#define TESTS_PLACEMENT_RANDOM_QUERY_H_

#include <random>

#include "agent/placement/query.h"

namespace neuron {

// A query of a few clauses about the attributes a, b and c, whose two readings are the same tree.
Query RandomQuery(std::mt19937* random);

// The node that says what `node` does not.
QueryNode Negation(const QueryNode& node);

}  // namespace neuron

#endif  // TESTS_PLACEMENT_RANDOM_QUERY_H_
