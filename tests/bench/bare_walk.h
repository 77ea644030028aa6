#ifndef TESTS_BENCH_BARE_WALK_H_
#define TESTS_BENCH_BARE_WALK_H_

#include "agent/device/host_paths.h"
#include "tests/bench/file_calls.h"

namespace neuron {

// The least that reading a host's chips can cost. Keeps nothing, looks at no byte, and allocates at
// most the path that it begins with.

// Lists the directories of each chip that the driver shows, but for `power`. Aborts if one cannot
// be listed.
void ListChipsBarely(const HostPaths& host);

// Lists the functions on PCI. Aborts if that cannot be done.
void ListPciBarely(const HostPaths& host);

// Opens, reads to its end and closes each of the files, looks at each of the looks, and reads each
// of the links: each once for each time that it was noted, and by the same path.
void AskBarely(const FileCalls& calls);

}  // namespace neuron

#endif  // TESTS_BENCH_BARE_WALK_H_
