// Prints the endpoint of ECS that each line asks for: REGION FIPS DUAL_STACK, the last two 0 or 1.

#include <iostream>
#include <string>

#include "agent/aws/endpoint.h"

int main() {
  std::string region;
  neuron::EndpointVariant variant;
  while (std::cin >> region >> variant.fips >> variant.dual_stack) {
    const absl::StatusOr<std::string> url = neuron::EcsEndpoint(region, variant);
    std::cout << (url.ok() ? *url : url.status().ToString()) << '\n';
  }
  return 0;
}
