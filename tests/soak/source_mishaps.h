#ifndef TESTS_SOAK_SOURCE_MISHAPS_H_
#define TESTS_SOAK_SOURCE_MISHAPS_H_

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "agent/device/chip_set.h"
#include "agent/device/device_identity.h"
#include "tests/snapshot/gate.h"
#include "tests/soak/lot.h"
#include "tests/soak/mishap.h"
#include "tests/soak/pass_mill.h"
#include "tests/soak/worn_host.h"

namespace neuron {

// What befalls the agent's other sources: who has chips, the kernel's log, edges, datastores, the
// clock. One thread.
class SourceMishaps {
 public:
  // All are borrowed.
  SourceMishaps(Lot* lot, WornHost* host, PassMill* mill);
  // Lets go whoever hangs.
  ~SourceMishaps();

  std::vector<Mishap> All();

  // A pass later: who hangs is let go some time.
  void GoOn();

  // Nobody has a chip, every source is well, and rules hold by which no chip is ill for long.
  void End();

  // Whether a look at the processes may hang now.
  bool may_hang() const { return gate_ != nullptr; }
  // Chips that somebody has now.
  ChipSet taken() const;

 private:
  std::string AnyLine();
  void Hear(Edge::Kind kind, int pid);
  void OpenGate();

  void Hold();
  void LetGo();
  void Run();
  void Blind();
  void HangLook();
  void Say();
  void Flood();
  void SetClock();
  void SetRules();
  void Fail();
  void LoseEdges();
  void FillDatastore();

  Lot* const lot_;
  WornHost* const host_;
  PassMill* const mill_;
  // By process: which chip it has, and how that was known then.
  std::map<int, std::pair<int, DeviceIdentity>> holders_;
  std::vector<std::string> containers_;
  int next_pid_ = 1000;
  std::shared_ptr<Gate> gate_;
  int gate_opens_in_ = 0;
};

}  // namespace neuron

#endif  // TESTS_SOAK_SOURCE_MISHAPS_H_
