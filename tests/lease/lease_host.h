#ifndef TESTS_LEASE_LEASE_HOST_H_
#define TESTS_LEASE_LEASE_HOST_H_

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "agent/base/loop.h"
#include "agent/lease/lease_server.h"
#include "tests/fakes/temporary_directory.h"
#include "tests/lease/torus_offer.h"

namespace neuron {

// A trn1.32xlarge whose daemon does nothing but lease chips, on a real socket, in a thread. Every
// look finds the chips free that SetFree() said, whatever is leased.
class LeaseHost {
 public:
  LeaseHost();
  ~LeaseHost();

  std::string socket() const { return directory_.Path("lease.sock"); }

  void SetFree(ChipSet free);
  // Another daemon in place of the one that runs; leases live on.
  void Restart();
  // No daemon until it is started again. REQUIRES of all else: there is one.
  void Stop();
  void Start();

  std::vector<Lease> leases();
  // Polls until the daemon has this many leases; false if that takes more than ten seconds.
  bool AwaitLeases(std::size_t count);

 private:
  // In order of construction.
  struct Daemon {
    Loop loop;
    ChipSet free;
    std::unique_ptr<LeaseDesk> desk;
    std::unique_ptr<LeaseServer> server;
    std::thread thread;
  };

  void OnLoop(const std::function<void()>& call);

  const TemporaryDirectory directory_;
  ChipSet free_ = kTorusChips;
  std::unique_ptr<Daemon> daemon_;
};

}  // namespace neuron

#endif  // TESTS_LEASE_LEASE_HOST_H_
