#include "tests/simulator/libnrt/status_counters.h"

namespace neuron::sim::nrt {
namespace {

struct StatusCounter {
  int status;
  int counter;
};

// Statuses of neuron-driver.md §10.2, counters of §6.4.
constexpr StatusCounter kCounters[] = {
    {0, 1},      // success
    {1, 16},     // failure
    {2, 19},     // invalid
    {4, 17},     // resource
    {5, 4},      // timeout
    {6, 11},     // hardware error
    {7, 6},      // queue full: failed to queue
    {9, 18},     // not enough cores
    {10, 20},    // unsupported NEFF
    {101, 11},   // execution unit unrecoverable: hardware error
    {1002, 5},   // bad input
    {1003, 3},   // completed with numerical error
    {1004, 2},   // completed with error
    {1006, 30},  // out of bounds
    {1200, 31},  // collectives hang
    {1201, 32},  // HBM uncorrectable
    {1202, 33},  // on-chip parity
    {1203, 34},  // DMA abort
    {1204, 35},  // notification overflow
    {1205, 40},  // HBM repairable
};

constexpr int kGenericError = 7;

}  // namespace

int CounterOfStatus(int status) {
  for (const StatusCounter& known : kCounters) {
    if (known.status == status) return known.counter;
  }
  return kGenericError;
}

}  // namespace neuron::sim::nrt
