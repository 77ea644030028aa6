#ifndef TESTS_SIMULATOR_DRIVER_RECORDED_APPLICATION_H_
#define TESTS_SIMULATOR_DRIVER_RECORDED_APPLICATION_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/simulator/driver/devices.h"

namespace neuron::sim {

// The application that held neuron0 of the recorded hosts, step by step as their transcripts have
// it. Expects each step to succeed.
class RecordedApplication {
 public:
  // `devices` must outlive this.
  RecordedApplication(Devices* devices, Process process)
      : devices_(devices), process_(std::move(process)) {}

  // Attaches, fills a datastore with the counters of `cores` cores, takes memory, locks core 0.
  void Hold(int cores);

  void Open();
  void AcquireDatastore();
  // Writes the header, and base + 1000 * core + counter into every counter.
  void Fill(std::uint64_t base, int cores);
  void Set(int core, int counter, std::uint64_t value);
  std::uint64_t Get(int core, int counter);
  // Gives the handle.
  std::uint64_t Allocate(std::uint32_t type, std::uint64_t bytes);
  void Free(std::uint64_t handle);
  void Lock(std::uint32_t core);
  void ReleaseDatastore();
  // What it took in Hold, the latest first.
  void FreeAll();
  void Close();

 private:
  // Gives what the ioctl wrote back.
  std::string Ioctl(std::uint32_t number, std::string argument);
  void Store(std::size_t where, const std::string& bytes);

  Devices* devices_;
  Process process_;
  std::uint64_t datastore_ = 0;
  std::vector<std::uint64_t> handles_;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_RECORDED_APPLICATION_H_
