// Signs what it reads, so that another implementation can judge it.
//
// One request a line, its fields in hexadecimal with a space between: region, service, Unix time,
// key id, secret, token, method, URL, body, then name and value of each header. "-" is an empty
// field. Answers with a line of the headers that were added, in the same form.

#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "agent/aws/sigv4.h"

namespace neuron {
namespace {

std::string Decode(absl::string_view field) {
  return field == "-" ? "" : absl::HexStringToBytes(field);
}

int SignAll() {
  std::string line;
  while (std::getline(std::cin, line)) {
    std::vector<std::string> fields;
    for (absl::string_view field : absl::StrSplit(line, ' ')) {
      fields.push_back(Decode(field));
    }
    std::int64_t seconds = 0;
    if (fields.size() < 9 || !absl::SimpleAtoi(fields[2], &seconds)) {
      std::cerr << "not a request: " << line << "\n";
      return 2;
    }
    Credentials credentials;
    credentials.access_key_id = fields[3];
    credentials.secret_access_key = Secret(fields[4]);
    credentials.session_token = Secret(fields[5]);
    HttpRequest request;
    request.method = fields[6];
    request.url = fields[7];
    request.body = fields[8];
    for (std::size_t i = 9; i + 1 < fields.size(); i += 2) {
      request.headers.emplace_back(fields[i], fields[i + 1]);
    }
    const std::size_t given = request.headers.size();
    const absl::StatusOr<HttpRequest> done =
        SignV4(request, credentials, fields[0], fields[1], absl::FromUnixSeconds(seconds));
    if (!done.ok()) {
      std::cerr << done.status() << "\n";
      return 1;
    }
    for (std::size_t i = given; i < done->headers.size(); ++i) {
      std::cout << absl::BytesToHexString(done->headers[i].first) << " "
                << absl::BytesToHexString(done->headers[i].second) << " ";
    }
    std::cout << std::endl;
  }
  return 0;
}

}  // namespace
}  // namespace neuron

int main() { return neuron::SignAll(); }
