#ifndef TESTS_FAKES_RECORDED_DRIVER_H_
#define TESTS_FAKES_RECORDED_DRIVER_H_

#include <memory>

#include "absl/strings/string_view.h"
#include "tests/fakes/recording_driver.h"

namespace neuron {

// A driver that answers each ioctl on chip 0 or 1 as the real one did on the recorded host,
// "trn2u", on an idle chip that was opened O_WRONLY. Reads
// tests/fixtures/neuron-driver/<host>/ioctl.jsonl. Of several recordings of one number the first is
// taken, which asked for the opened chip itself. A test that uses it needs
// //tests/fixtures/neuron-driver:answers as data.
std::unique_ptr<RecordingDriver> MakeRecordedDriver(absl::string_view host, int chip);

}  // namespace neuron

#endif  // TESTS_FAKES_RECORDED_DRIVER_H_
