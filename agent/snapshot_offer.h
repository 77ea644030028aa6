#ifndef AGENT_SNAPSHOT_OFFER_H_
#define AGENT_SNAPSHOT_OFFER_H_

#include "agent/lease/lease_offer.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// What may be leased by this snapshot: chips that are free, and have been held by nobody for
// LeaseBook::kSettle, as a chip is left alone whose lease has ended. Pure.
LeaseOffer OfferOf(const Snapshot& snapshot);

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_OFFER_H_
