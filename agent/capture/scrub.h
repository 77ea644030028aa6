#ifndef AGENT_CAPTURE_SCRUB_H_
#define AGENT_CAPTURE_SCRUB_H_

#include <string>

#include "absl/strings/string_view.h"

namespace neuron {

// Takes out of a text what tells whose host it is, in place, each character by one of the same
// kind, so that lengths stay: account numbers in ARNs, EC2 instance and reservation ids, AWS access
// key ids, the users and passwords in URLs, and the values of words that say that they are secret
// (password=, token: ...). Pure.
//
// The value of a counter may have twelve digits like an account number: bare numbers stay. See
// ScrubLog() for text in which they mean nothing.
std::string Scrub(absl::string_view text);

// The same for lines of the kernel log, where a number of exactly twelve digits goes too.
std::string ScrubLog(absl::string_view text);

}  // namespace neuron

#endif  // AGENT_CAPTURE_SCRUB_H_
