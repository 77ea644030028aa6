#include "agent/usage/utilization.h"

namespace neuron {

const char* Word(UtilizationSource source) {
  switch (source) {
    case UtilizationSource::kTimeInUse:
      return "nc_time_in_use";
    case UtilizationSource::kDatastore:
      return "datastore";
    case UtilizationSource::kRuntime:
      return "libnrt";
    case UtilizationSource::kTensorEngine:
      return "tensor_engine";
  }
  return "";
}

}  // namespace neuron
