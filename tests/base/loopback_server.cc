#include "tests/base/loopback_server.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

// The server that runs in this thread ends when this becomes readable.
thread_local int stopping = -1;

// False if the server ends first.
bool AwaitInput(int fd) {
  pollfd fds[] = {{fd, POLLIN, 0}, {stopping, POLLIN, 0}};
  return poll(fds, 2, -1) > 0 && fds[1].revents == 0;
}

// False at the end of the input.
bool ReadMore(int connection, std::string* text) {
  char bytes[65536];
  const ssize_t n = AwaitInput(connection) ? read(connection, bytes, sizeof bytes) : 0;
  text->append(bytes, n > 0 ? static_cast<std::size_t>(n) : 0);
  return n > 0;
}

std::size_t ContentLength(absl::string_view headers) {
  constexpr absl::string_view kName = "Content-Length: ";
  const std::size_t begin = headers.find(kName);
  std::size_t length = 0;
  if (begin != absl::string_view::npos) {
    headers.remove_prefix(begin + kName.size());
    (void)absl::SimpleAtoi(headers.substr(0, headers.find('\r')), &length);
  }
  return length;
}

}  // namespace

LoopbackServer::LoopbackServer(Service service) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  listener_ = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::abort();
  }
  port_ = ntohs(address.sin_port);
  Start(std::move(service));
}

LoopbackServer::LoopbackServer(const std::string& unix_path, Service service) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  unix_path.copy(address.sun_path, sizeof address.sun_path - 1);
  listener_ = socket(AF_UNIX, SOCK_STREAM, 0);
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    std::abort();
  }
  Start(std::move(service));
}

void LoopbackServer::Start(Service service) {
  stop_ = eventfd(0, 0);
  if (listen(listener_, 1000) != 0 || stop_ < 0) {
    std::abort();
  }
  thread_ = std::thread([this, service = std::move(service)] { Serve(service); });
}

LoopbackServer::~LoopbackServer() {
  eventfd_write(stop_, 1);
  thread_.join();
  close(listener_);
  close(stop_);
}

std::string LoopbackServer::Url(absl::string_view target) const {
  return absl::StrCat("http://127.0.0.1:", port_, target);
}

void LoopbackServer::Serve(const Service& service) {
  stopping = stop_;
  while (AwaitInput(listener_)) {
    const int connection = accept(listener_, nullptr, nullptr);
    service(connection);
    close(connection);
  }
}

std::string ReadHttp(int connection) {
  std::string text;
  while (!absl::StrContains(text, "\r\n\r\n") && ReadMore(connection, &text)) {
  }
  const std::size_t end = text.find("\r\n\r\n");
  const std::size_t size = end == std::string::npos
                               ? 0
                               : end + 4 + ContentLength(absl::string_view(text).substr(0, end));
  while (text.size() < size && ReadMore(connection, &text)) {
  }
  return text;
}

void WriteAll(int connection, absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) {
      return;
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

LoopbackServer::Service Reply(std::string bytes) {
  return [bytes = std::move(bytes)](int connection) {
    ReadHttp(connection);
    WriteAll(connection, bytes);
  };
}

void StaySilent(int connection) {
  std::string ignored;
  while (ReadMore(connection, &ignored)) {
  }
}

}  // namespace neuron
