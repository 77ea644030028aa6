#include "tests/simulator/play/control_file.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "tests/simulator/play/control_line.h"

namespace neuron::sim {

void ControlFile::Submit(absl::string_view text, Done done) {
  const std::size_t end = text.find('\n');
  const absl::string_view line = text.substr(0, end);
  std::string rest(end == absl::string_view::npos ? "" : text.substr(end + 1));
  if (absl::StripAsciiWhitespace(line).empty() || line[0] == '#') {
    if (end == absl::string_view::npos) return Finish(absl::OkStatus(), done);
    return Submit(rest, std::move(done));
  }
  const auto verb = ParseControlLine(line);
  if (!verb.ok()) return Finish(verb.status(), done);
  execute_(*verb,
           [this, rest = std::move(rest), done = std::move(done)](const absl::Status& status) {
             status.ok() && !rest.empty() ? Submit(rest, done) : Finish(status, done);
           });
}

void ControlFile::Finish(const absl::Status& status, const Done& done) {
  last_ = status.ok() ? "ok\n" : absl::StrCat("error: ", status.message(), "\n");
  done(status);
}

}  // namespace neuron::sim
