#ifndef TESTS_SIMULATOR_HOST_DIFFERENCES_H_
#define TESTS_SIMULATOR_HOST_DIFFERENCES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron::sim {

// Where the simulated host is not as the recorded one, and why: the lines of
// tests/simulator/differences.txt, one a line.
//
//   TREE sys/devices/pci*/config # Nobody read it.
//   IOCTL DEVICE_INFO bar_address # A kernel pointer of that boot.
//
// The first word says which comparison it is for; the words up to the # say what differs, as a
// pattern of fnmatch(3) in which * also stands for slashes; the rest is the reason. Empty lines and
// lines that begin with # are skipped.
//
// A comparison asks Allows() of each difference that it finds, and at its end expects Unneeded() to
// be empty, so that the file never says more than is true.
class Differences {
 public:
  // Those of one comparison: "TREE". InvalidArgument, naming the line, if one has no subject or no
  // reason.
  static absl::StatusOr<Differences> Parse(absl::string_view text, absl::string_view comparison);

  // The same, from the file itself. REQUIRES: //tests/simulator:differences.txt is in the test's
  // data.
  static absl::StatusOr<Differences> Load(absl::string_view comparison);

  // Whether `subject`, such as "DEVICE_INFO bar_address", may differ.
  bool Allows(const std::string& subject);

  // The patterns that were never needed.
  std::vector<std::string> Unneeded() const;

 private:
  struct Entry {
    std::string pattern;
    bool needed = false;
  };

  std::vector<Entry> entries_;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_DIFFERENCES_H_
