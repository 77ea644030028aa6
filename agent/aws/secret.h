#ifndef AGENT_AWS_SECRET_H_
#define AGENT_AWS_SECRET_H_

#include <string>
#include <utility>

namespace neuron {

// Text that must not reach a log or an error message.
//
// Nothing prints it, concatenates it or turns it into a string by itself: whoever needs the text
// says Reveal().
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}

  const std::string& Reveal() const { return text_; }
  bool empty() const { return text_.empty(); }

  friend bool operator==(const Secret& a, const Secret& b) { return a.text_ == b.text_; }
  friend bool operator!=(const Secret& a, const Secret& b) { return !(a == b); }

 private:
  std::string text_;
};

}  // namespace neuron

#endif  // AGENT_AWS_SECRET_H_
