#ifndef TESTS_BASE_LOOPBACK_SERVER_H_
#define TESTS_BASE_LOOPBACK_SERVER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <thread>

#include "absl/strings/string_view.h"

namespace neuron {

// Accepts connections on 127.0.0.1, or on a Unix socket, and serves them one after another in a
// thread of its own, each with a function that is given the connection and has it closed behind it.
// Destroying it ends the connection that is open.
class LoopbackServer {
 public:
  using Service = std::function<void(int connection)>;

  explicit LoopbackServer(Service service);
  LoopbackServer(const std::string& unix_path, Service service);
  ~LoopbackServer();

  std::uint16_t port() const { return port_; }
  // "http://127.0.0.1:<port><target>"
  std::string Url(absl::string_view target = "/") const;

 private:
  void Start(Service service);
  void Serve(const Service& service);

  int listener_ = -1;
  int stop_ = -1;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

// What the peer sends up to the end of its headers and, by Content-Length, of its body.
std::string ReadHttp(int connection);

// Writes all of it, as far as the peer lets us.
void WriteAll(int connection, absl::string_view bytes);

// Serves a fixed answer after having read a request.
LoopbackServer::Service Reply(std::string bytes);

// Reads a request and says nothing until the peer has gone.
void StaySilent(int connection);

}  // namespace neuron

#endif  // TESTS_BASE_LOOPBACK_SERVER_H_
