#ifndef TESTS_BASE_FAKE_RESOLVER_H_
#define TESTS_BASE_FAKE_RESOLVER_H_

namespace neuron {

// Linked into a test, this takes the place of the C library's getaddrinfo().
//
// "agent.test" is 127.0.0.1, "hang.test" does not return until the last FakeResolver is destroyed,
// and no other name exists. Every test that looks names up holds one.
class FakeResolver {
 public:
  FakeResolver();
  // Lets what hangs fail.
  ~FakeResolver();

  // How often a name was looked up since this was made.
  int lookups() const;
};

}  // namespace neuron

#endif  // TESTS_BASE_FAKE_RESOLVER_H_
