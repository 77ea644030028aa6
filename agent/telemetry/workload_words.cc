#include "agent/telemetry/workload_words.h"

namespace neuron {

absl::string_view Word(Layer layer) {
  switch (layer) {
    case Layer::kHeld:
      return "held";
    case Layer::kMapped:
      return "mapped";
    case Layer::kLeased:
      return "leased";
    case Layer::kReserved:
      break;
  }
  return "reserved";
}

absl::string_view Word(Occupancy occupancy) {
  switch (occupancy) {
    case Occupancy::kFree:
      return "free";
    case Occupancy::kHeld:
      return Word(Layer::kHeld);
    case Occupancy::kMapped:
      return Word(Layer::kMapped);
    case Occupancy::kLeased:
      return Word(Layer::kLeased);
    case Occupancy::kReserved:
      return Word(Layer::kReserved);
    case Occupancy::kUnknown:
      break;
  }
  return "unknown";
}

absl::string_view Word(Confidence confidence) {
  switch (confidence) {
    case Confidence::kLow:
      return "low";
    case Confidence::kMedium:
      return "medium";
    case Confidence::kHigh:
      break;
  }
  return "high";
}

}  // namespace neuron
