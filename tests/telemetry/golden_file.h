#ifndef TESTS_TELEMETRY_GOLDEN_FILE_H_
#define TESTS_TELEMETRY_GOLDEN_FILE_H_

#include <string>

namespace neuron {

// Expects the file at `path`, relative to the root of the workspace and among the test's data, to
// hold exactly `actual`.
//
// The library brings main. `bazel run //the:test -- --update_golden` writes the file instead.
void ExpectGolden(const std::string& path, const std::string& actual);

}  // namespace neuron

#endif  // TESTS_TELEMETRY_GOLDEN_FILE_H_
