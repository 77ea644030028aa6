#ifndef AGENT_CLI_FOOTNOTES_H_
#define AGENT_CLI_FOOTNOTES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace neuron {

// The lines below a table that say why a cell is "?" or a chip is not ok. What is the same for
// several chips is said once.
class Footnotes {
 public:
  // About a thing of one chip. REQUIRES: chips come in ascending order.
  void Add(absl::string_view about, int chip, absl::string_view text);
  // About the whole host.
  void Add(absl::string_view about, absl::string_view text);

  // In the order of their first Add; printable ASCII.
  std::string Text() const;

 private:
  struct Note {
    std::string about;
    std::string text;
    // Empty for one about the host.
    std::vector<int> chips;
  };

  Note* Find(absl::string_view about, absl::string_view text);

  std::vector<Note> notes_;
};

}  // namespace neuron

#endif  // AGENT_CLI_FOOTNOTES_H_
