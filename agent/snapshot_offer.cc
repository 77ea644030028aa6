#include "agent/snapshot_offer.h"

#include "agent/lease/host_cores.h"
#include "agent/lease/lease_book.h"

namespace neuron {

LeaseOffer OfferOf(const Snapshot& snapshot) {
  LeaseOffer offer;
  offer.began = snapshot.evidence.containers.began;
  for (const int chip : snapshot.free.chips()) {
    const auto unheld = snapshot.evidence.unheld_for.find(chip);
    if (unheld != snapshot.evidence.unheld_for.end() && unheld->second >= LeaseBook::kSettle) {
      offer.free.Add(chip);
    }
  }
  offer.groups = snapshot.valid_groups;
  offer.cores = HostCoresOf(*snapshot.inventory);
  for (const Container& container : snapshot.evidence.containers.containers) {
    offer.mapped[container.id] = container.mapped;
  }
  return offer;
}

}  // namespace neuron
