#include "agent/cli/footnotes.h"

#include "absl/strings/str_cat.h"
#include "agent/base/ranges_text.h"
#include "agent/cli/text_table.h"

namespace neuron {

void Footnotes::Add(absl::string_view about, ChipSet chips, absl::string_view text) {
  Note* const note = Find(about, text);
  note->chips = ChipSet(note->chips.bits() | chips.bits());
}

void Footnotes::Add(absl::string_view about, absl::string_view text) { Find(about, text); }

Footnotes::Note* Footnotes::Find(absl::string_view about, absl::string_view text) {
  for (Note& note : notes_) {
    if (note.about == about && note.text == text) {
      return &note;
    }
  }
  notes_.push_back({std::string(about), std::string(text), {}});
  return &notes_.back();
}

std::string Footnotes::Text() const {
  std::string lines;
  for (const Note& note : notes_) {
    absl::StrAppend(&lines, note.about);
    if (!note.chips.empty()) {
      absl::StrAppend(&lines, " of chip", note.chips.size() > 1 ? "s " : " ",
                      RangesText(note.chips.chips()));
    }
    absl::StrAppend(&lines, ": ", Printable(note.text), "\n");
  }
  return lines;
}

}  // namespace neuron
