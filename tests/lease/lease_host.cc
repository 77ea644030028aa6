#include "tests/lease/lease_host.h"

#include <future>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr char kContainer[] = "0123456789ab";

// Every client is in the container that was given all chips.
Reading<std::string> InContainer(int) { return std::string(kContainer); }

}  // namespace

LeaseHost::LeaseHost() { Start(); }

LeaseHost::~LeaseHost() { Stop(); }

void LeaseHost::Start() {
  daemon_ = std::make_unique<Daemon>();
  Daemon* const daemon = daemon_.get();
  daemon->free = free_;
  absl::StatusOr<SocketClaim> claim = SocketClaim::Take(socket(), "--lease_socket");
  absl::StatusOr<LeaseFolder> folder = LeaseFolder::Open(directory_.Path("leases"), "boot");
  ASSERT_TRUE(claim.ok() && folder.ok()) << claim.status() << folder.status();
  LeaseDesk::Links links;
  links.watch = [daemon](int descriptor, std::function<void()> callback) {
    return daemon->loop.Watch(descriptor, std::move(callback));
  };
  links.look = [daemon] {
    daemon->loop.Post([daemon] {
      LeaseOffer offer = TorusOffer(daemon->loop.Monotonic(), daemon->free);
      offer.mapped[kContainer] = kTorusChips;
      daemon->desk->Offer(offer);
    });
  };
  links.changed = [] {};
  daemon->desk = std::make_unique<LeaseDesk>(*std::move(folder), &daemon->loop, std::move(links));
  auto server =
      LeaseServer::Start(*std::move(claim), &daemon->loop, daemon->desk.get(), InContainer, {});
  ASSERT_TRUE(server.ok()) << server.status();
  daemon->server = *std::move(server);
  daemon->thread = std::thread([daemon] { daemon->loop.Run(); });
}

void LeaseHost::Stop() {
  if (daemon_ != nullptr) {
    daemon_->loop.Stop();
    daemon_->thread.join();
    daemon_->server = nullptr;
    daemon_ = nullptr;
  }
}

void LeaseHost::Restart() {
  Stop();
  Start();
}

void LeaseHost::OnLoop(const std::function<void()>& call) {
  std::promise<void> done;
  daemon_->loop.Post([&] {
    call();
    done.set_value();
  });
  done.get_future().wait();
}

void LeaseHost::SetFree(ChipSet free) {
  free_ = free;
  OnLoop([&] { daemon_->free = free; });
}

std::vector<Lease> LeaseHost::leases() {
  std::vector<Lease> leases;
  OnLoop([&] { leases = daemon_->desk->leases(); });
  return leases;
}

bool LeaseHost::AwaitLeases(std::size_t count) {
  const absl::Time deadline = absl::Now() + absl::Seconds(10);
  while (leases().size() != count) {
    if (absl::Now() > deadline) {
      return false;
    }
    absl::SleepFor(absl::Milliseconds(2));
  }
  return true;
}

}  // namespace neuron
