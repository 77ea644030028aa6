#ifndef TESTS_SNAPSHOT_SAMPLER_FAKES_H_
#define TESTS_SNAPSHOT_SAMPLER_FAKES_H_

#include <functional>
#include <memory>
#include <utility>

#include "agent/snapshot/sampler.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_container_source.h"
#include "tests/fakes/fake_datastore_facts.h"
#include "tests/fakes/fake_edge_source.h"
#include "tests/fakes/fake_event_source.h"
#include "tests/fakes/fake_firmware_events.h"
#include "tests/fakes/fake_holder_source.h"
#include "tests/fakes/fake_kernel_log_source.h"
#include "tests/fakes/fake_workload_facts.h"
#include "tests/snapshot/post_queue.h"

namespace neuron {

// All that a sampler borrows, but for the driver, in the hands of a test.
struct SamplerFakes {
  // Borrows these and the driver.
  std::unique_ptr<Sampler> MakeSampler(Sampler::Options options, Driver* driver,
                                       Sealer::Sink sink) {
    return std::make_unique<Sampler>(
        std::move(options), &clock,
        [this](std::function<void()> call) { queue.Post(std::move(call)); },
        Sampler::Sources{driver, &visitor, &events, &edges, &facts, &traces, &log, &firmware,
                         &demand, &datastores},
        std::move(sink));
  }

  FakeClock clock;
  PostQueue queue;
  FakeContainerSource containers;
  FakeHolderSource holders;
  WorkloadVisitor visitor{&holders, &containers};
  FakeEventSource events;
  FakeEdgeSource edges;
  FakeWorkloadFacts facts;
  FakeKernelLogSource log;
  FakeFirmwareEvents firmware;
  Demand demand{&clock};
  FakeDatastoreFacts datastores;
  TraceVisitor traces{TraceVisitor::Probes()};
};

}  // namespace neuron

#endif  // TESTS_SNAPSHOT_SAMPLER_FAKES_H_
