#ifndef AGENT_CAPTURE_HOST_CAPTURE_H_
#define AGENT_CAPTURE_HOST_CAPTURE_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "agent/capture/archive.h"
#include "agent/device/host_paths.h"

namespace neuron {

// What of a host is written down, and how.
struct CapturePlan {
  HostPaths host;
  // Where the daemon keeps what the chips said by ioctl; no device is opened for a capture.
  std::string answer_book;
  // How long one file may keep a recording waiting (a chip in reset answers late, or never); all
  // recordings together may take kLimit times as long.
  absl::Duration patience = absl::Seconds(20);
  static constexpr int kLimit = 3;
  // Of the program that makes it, for the manifest.
  std::string program;
};

// A host, written down.
struct HostCapture {
  // In this order: manifest.txt (lines "key: value"); sysfs.txt, pci.txt and machine.txt (recorded
  // trees, recorded_line.h); proc-devices.txt; answers.txt (the answer book); log.txt (the driver's
  // lines in the kernel log). One that could not be had is empty, and the manifest says why.
  std::vector<ArchiveMember> members;
  // What is missing, one line each, for people; empty if nothing is.
  std::vector<std::string> gaps;
};

// Records the host: only lists and reads, opens no device, and scrubs (scrub.h) what tells whose
// host it is. Never fails; what cannot be read is a gap. Takes as long as the driver takes to
// answer, about a second for a host with 16 chips. Chips that do not answer cost little more than
// one of them, `patience`: then the rest of each is a gap. `now` is for the manifest.
HostCapture CaptureHost(const CapturePlan& plan, absl::Time now);

}  // namespace neuron

#endif  // AGENT_CAPTURE_HOST_CAPTURE_H_
