#ifndef TESTS_PROBES_STAND_IN_DRIVER_H_
#define TESTS_PROBES_STAND_IN_DRIVER_H_

#include <string>

namespace neuron {

// The stand-in for the Neuron driver, loaded for one test; see docs/vm.md. Failures are test
// failures.
class StandInDriver {
 public:
  // Whether this machine has it: the one of tests/vm.
  static bool IsHere();

  // Loads it, with two chips, and waits until they are out of their first reset.
  StandInDriver() { Load(); }
  ~StandInDriver() { Unload(); }
  StandInDriver(const StandInDriver&) = delete;
  StandInDriver& operator=(const StandInDriver&) = delete;

  void Load();
  void Unload();

  // "/dev/neuron1".
  std::string Node(int chip) const;

  // Asks for a reset of the chip, and waits until it is over.
  void Reset(int chip) const;

 private:
  bool is_loaded_ = false;
};

}  // namespace neuron

#endif  // TESTS_PROBES_STAND_IN_DRIVER_H_
