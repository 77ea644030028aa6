#include "tests/base/tls_service.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <csignal>
#include <utility>

namespace neuron {

struct TlsService::Parts {
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{EVP_EC_gen("P-256"), EVP_PKEY_free};
  std::unique_ptr<X509, decltype(&X509_free)> certificate{X509_new(), X509_free};
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context{SSL_CTX_new(TLS_server_method()),
                                                            SSL_CTX_free};
};

TlsService::TlsService(const std::string& name) : parts_(std::make_unique<Parts>()) {
  X509* const certificate = parts_->certificate.get();
  X509_set_version(certificate, X509_VERSION_3);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, parts_->key.get());
  X509_NAME* const subject = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
  X509_set_issuer_name(certificate, subject);
  X509_EXTENSION* const names =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, name.c_str());
  X509_add_ext(certificate, names, -1);
  X509_EXTENSION_free(names);
  X509_sign(certificate, parts_->key.get(), EVP_sha256());
  SSL_CTX_use_certificate(parts_->context.get(), certificate);
  SSL_CTX_use_PrivateKey(parts_->context.get(), parts_->key.get());
  // OpenSSL writes to sockets without MSG_NOSIGNAL, and clients here hang up early.
  std::signal(SIGPIPE, SIG_IGN);
}

TlsService::~TlsService() = default;

std::string TlsService::certificate() const {
  const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), BIO_free);
  PEM_write_bio_X509(memory.get(), parts_->certificate.get());
  char* text = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &text);
  return std::string(text, static_cast<std::size_t>(size));
}

LoopbackServer::Service TlsService::Serve(std::string bytes) {
  return [this, bytes = std::move(bytes)](int connection) {
    const std::unique_ptr<SSL, decltype(&SSL_free)> tls(SSL_new(parts_->context.get()), SSL_free);
    SSL_set_fd(tls.get(), connection);
    const bool accepted = SSL_accept(tls.get()) == 1;
    const char* const name = SSL_get_servername(tls.get(), TLSEXT_NAMETYPE_host_name);
    server_name_ = name == nullptr ? "" : name;
    char request[4096];
    if (accepted && SSL_read(tls.get(), request, sizeof request) > 0) {
      SSL_write(tls.get(), bytes.data(), static_cast<int>(bytes.size()));
      SSL_shutdown(tls.get());
    }
  };
}

}  // namespace neuron
