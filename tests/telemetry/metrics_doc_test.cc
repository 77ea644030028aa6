#include "tests/telemetry/metrics_doc.h"

#include "gtest/gtest.h"
#include "tests/telemetry/golden_file.h"

namespace neuron {
namespace {

TEST(MetricsDoc, IsWhatDocsMetricsMdSays) { ExpectGolden("docs/metrics.md", MetricsDoc()); }

}  // namespace
}  // namespace neuron
