#include "tests/base/fake_resolver.h"

#include <netdb.h>
#include <netinet/in.h>

#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <mutex>

#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"

namespace {

std::mutex mutex;
std::condition_variable released;
bool hanging = false;
int lookups = 0;

// Whether the name exists.
bool LookUp(absl::string_view name) {
  std::unique_lock<std::mutex> lock(mutex);
  ++lookups;
  released.wait(lock, [&] { return name != "hang.test" || !hanging; });
  return name == "agent.test";
}

struct Answer {
  addrinfo info;
  sockaddr_in address;
};

}  // namespace

extern "C" int getaddrinfo(const char* name, const char* service, const addrinfo*,
                           addrinfo** result) {
  int port = 0;
  if (!LookUp(name) || !absl::SimpleAtoi(service, &port)) {
    return EAI_NONAME;
  }
  auto* answer = static_cast<Answer*>(std::calloc(1, sizeof(Answer)));
  answer->address.sin_family = AF_INET;
  answer->address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  answer->address.sin_port = htons(static_cast<std::uint16_t>(port));
  answer->info.ai_family = AF_INET;
  answer->info.ai_socktype = SOCK_STREAM;
  answer->info.ai_addr = reinterpret_cast<sockaddr*>(&answer->address);
  answer->info.ai_addrlen = sizeof answer->address;
  *result = &answer->info;
  return 0;
}

// The information is the answer's first member.
extern "C" void freeaddrinfo(addrinfo* info) { std::free(info); }

namespace neuron {

FakeResolver::FakeResolver() {
  std::lock_guard<std::mutex> lock(mutex);
  hanging = true;
  ::lookups = 0;
}

FakeResolver::~FakeResolver() {
  std::lock_guard<std::mutex> lock(mutex);
  hanging = false;
  released.notify_all();
}

int FakeResolver::lookups() const {
  std::lock_guard<std::mutex> lock(mutex);
  return ::lookups;
}

}  // namespace neuron
