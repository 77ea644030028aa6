#ifndef TESTS_BENCH_BARE_PASS_H_
#define TESTS_BENCH_BARE_PASS_H_

#include <string>

#include "tests/bench/file_calls.h"

namespace neuron {

// The least that a pass over a chip's files can cost. Opens the chip's directory with O_PATH, if
// there are `calls.files`; opens each of these by its path below it, reads it once and closes it;
// and reads each of `calls.kept` from its start. Keeps nothing, looks at no byte, and allocates
// nothing. Aborts if the directory cannot be opened.
void ReadBarely(const std::string& directory, const FileCalls& calls);

}  // namespace neuron

#endif  // TESTS_BENCH_BARE_PASS_H_
