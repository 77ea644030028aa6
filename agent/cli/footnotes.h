#ifndef AGENT_CLI_FOOTNOTES_H_
#define AGENT_CLI_FOOTNOTES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "agent/device/chip_set.h"

namespace neuron {

// The lines below a table that say why a cell is "?" or a chip is not ok. What is the same for
// several chips is said once.
class Footnotes {
 public:
  // About a thing of some chips; of the host if there are none.
  void Add(absl::string_view about, ChipSet chips, absl::string_view text);
  // About the whole host.
  void Add(absl::string_view about, absl::string_view text);

  // In the order of their first Add; printable ASCII.
  std::string Text() const;

 private:
  struct Note {
    std::string about;
    std::string text;
    // Empty for one about the host.
    ChipSet chips;
  };

  Note* Find(absl::string_view about, absl::string_view text);

  std::vector<Note> notes_;
};

}  // namespace neuron

#endif  // AGENT_CLI_FOOTNOTES_H_
