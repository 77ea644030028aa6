#ifndef TESTS_BASE_TLS_SERVICE_H_
#define TESTS_BASE_TLS_SERVICE_H_

#include <memory>
#include <string>

#include "tests/base/loopback_server.h"

namespace neuron {

// A server's certificate for one name, signed with its own key, and TLS with it.
class TlsService {
 public:
  // `name` as in a certificate: "DNS:agent.test" or "IP:127.0.0.1".
  explicit TlsService(const std::string& name);
  ~TlsService();

  // The certificate in PEM, for a client to trust.
  std::string certificate() const;

  // Serves `bytes` over TLS after having read something. Each connection's server name (SNI) is
  // kept, empty if there was none. Must not outlive this.
  LoopbackServer::Service Serve(std::string bytes);

  // REQUIRES: the server is gone.
  const std::string& server_name() const { return server_name_; }

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
  std::string server_name_;
};

}  // namespace neuron

#endif  // TESTS_BASE_TLS_SERVICE_H_
