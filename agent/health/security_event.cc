#include "agent/health/security_event.h"

namespace neuron {

const char* Word(Forgery forgery) {
  switch (forgery) {
    case Forgery::kNotFromKernel:
      return "not_from_kernel";
    case Forgery::kMalformed:
      return "malformed";
    case Forgery::kOtherInstance:
      return "other_instance";
    case Forgery::kOtherSerialNumber:
      return "other_serial_number";
    case Forgery::kNoSuchSerialNumber:
      return "no_such_serial_number";
    case Forgery::kNoSuchChip:
      break;
  }
  return "no_such_chip";
}

}  // namespace neuron
