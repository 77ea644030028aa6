#ifndef TESTS_SOAK_DRIVER_MISHAPS_H_
#define TESTS_SOAK_DRIVER_MISHAPS_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/soak/lot.h"
#include "tests/soak/mishap.h"
#include "tests/soak/pass_mill.h"
#include "tests/soak/worn_host.h"

namespace neuron {

// What befalls the driver, its chips and their files. One thread.
class DriverMishaps {
 public:
  // All are borrowed.
  DriverMishaps(Lot* lot, WornHost* host, PassMill* mill);

  std::vector<Mishap> All();

  // A pass later: counters and heartbeats go on, resets come to their end.
  void GoOn();

  // The recorded driver is loaded; all is well.
  void End();

 private:
  // One of the chips that are there; -1 if there is none.
  int AnyChip();
  // Empty if there is none.
  std::string AnyFile();
  // The chip's first file of that name, as this driver has it; empty if it has none.
  std::string FileOf(int chip, const std::string& name) const;
  void WriteTo(int chip, const std::string& name, const std::string& bytes);
  void LearnFiles();
  void Move(const std::vector<std::string>& files);
  void EndResets();
  void SetErrors(int chip, bool clear);
  void LoadDriver(std::size_t driver);
  void TellOfChange();

  void Spoil(const std::string& path, WornHost::Harm harm);

  void Garble();
  void Break();
  void BreakDirectory();
  void Hang();
  void Heal();
  void CountErrors();
  void Reset();
  void FailReset();
  void ChangeSerial();
  void Go();
  void ComeBack();
  void Reload();
  void Unload();
  void SlowLink();
  void Ail();

  Lot* const lot_;
  WornHost* const host_;
  PassMill* const mill_;
  // Files whose numbers move, and those of which that would speak against the chip.
  std::vector<std::string> moving_;
  std::vector<std::string> alarming_;
  // By chip and name.
  std::map<std::pair<int, std::string>, std::string> named_;
  // By chip, in how many passes its reset is over.
  std::map<int, int> resets_;
};

}  // namespace neuron

#endif  // TESTS_SOAK_DRIVER_MISHAPS_H_
