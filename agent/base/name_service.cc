#include "agent/base/name_service.h"

#include <nss.h>

#include <initializer_list>

namespace neuron {

void UseFilesAndDns() {
  for (const char* database :
       {"aliases", "ethers", "group", "gshadow", "initgroups", "netgroup", "networks", "passwd",
        "protocols", "publickey", "rpc", "services", "shadow"}) {
    __nss_configure_lookup(database, "files");
  }
  __nss_configure_lookup("hosts", "files dns");
}

}  // namespace neuron
