#include "tests/device/nasty_answers.h"

namespace neuron {

const std::vector<std::string>& NastyAnswers() {
  static const std::vector<std::string> answers = {
      "",
      "\n",
      "\n\n",
      "-1\n",
      "+1\n",
      "00000000000000000000001 \n",
      "1e3\n",
      "nan\n",
      " 1\n",
      "1 2\n",
      "1\n2\n",
      "1.5\n",
      "0xdeadbeef\n",
      "18446744073709551616\n",
      "busy\n",
      "init_error\n",
      "device_unreachable\n",
      "0,unavailable\n",
      "1\r\n",
      "garbage without a line feed",
      std::string("1\0\n", 3),
      // An error number as the length of the answer: what old drivers give.
      std::string("\0", 1),
      "\x7f"
      "ELF\xff\xfe\n",
      std::string(1 << 20, '1'),
      std::string(1 << 20, '\xff'),
  };
  return answers;
}

}  // namespace neuron
