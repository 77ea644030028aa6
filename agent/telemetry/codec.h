#ifndef AGENT_TELEMETRY_CODEC_H_
#define AGENT_TELEMETRY_CODEC_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/snapshot/snapshot.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// A snapshot as the message of our public contract.
//
// An absent field is not set. An unknown one is not set and is listed, with its reason, in the
// `unknown` of its message. Text that is not UTF-8 is mended (utf8.h). Times are in whole
// nanoseconds. Any thread.
//
// What does not travel: Chip::identity, Chip::access and Chip::tree, DeviceAnswers::pci (which
// chip.pci was drawn from), Inventory::device_major, Evidence::executing and
// Evidence::stopped_tasks (of which the allocations and findings were drawn), Holder::ancestors,
// the since of a holder's state that is unknown, what EncodeUsage() leaves out, Sign::weight, and
// the codes of statuses, but for the NotFound of a probe. REQUIRES: what snapshot.h promises of a
// snapshot.
agent::v1::Snapshot Encode(const Snapshot& snapshot, absl::string_view agent_version);

// The same into an empty message, which may be on an arena; then without the table of capabilities,
// for a reader that has it already.
void Encode(const Snapshot& snapshot, absl::string_view agent_version,
            agent::v1::Snapshot* message);
void EncodeWithoutCapabilities(const Snapshot& snapshot, absl::string_view agent_version,
                               agent::v1::Snapshot* message);

// The snapshot that the message is about, with the three states of every reading as they were; the
// code of each reason is kUnknown. Encodes to the same bytes again, given the same agent_version
// (which is not part of a snapshot).
//
// For the bytes of strangers too: never crashes. A field that holds what cannot be, or a number of
// a later version, is unknown. `free` keeps only chips that, by this very message, are well and not
// taken. Fails with InvalidArgument, naming the field, if a field is missing or senseless that has
// no way of being unknown: sequence, taken_at, collection_time, host; an index, a pid, the order of
// chips, cores and holders, the members of a set, the word of a finding, a claim or a capability.
absl::StatusOr<Snapshot> Decode(const agent::v1::Snapshot& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_CODEC_H_
