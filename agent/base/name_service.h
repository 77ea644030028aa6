#ifndef AGENT_BASE_NAME_SERVICE_H_
#define AGENT_BASE_NAME_SERVICE_H_

namespace neuron {

// Makes glibc look up hosts, users, services and the like in files and DNS alone, whatever
// /etc/nsswitch.conf says. Call it first in main().
//
// A static binary that obeys a line like "hosts: files resolve dns" loads that module from the
// host, and with it the host's glibc: it crashes.
void UseFilesAndDns();

}  // namespace neuron

#endif  // AGENT_BASE_NAME_SERVICE_H_
