#include "tests/simulator/driver/waits.h"

#include <utility>
#include <vector>

namespace neuron::sim {

Ticket Waits::Add(int chip, Resume resume) {
  waiting_[++last_] = {chip, std::move(resume)};
  return last_;
}

void Waits::Wake(int chip, int error) {
  std::vector<Ticket> tickets;
  for (const auto& [ticket, waiting] : waiting_) {
    if (waiting.chip == chip) tickets.push_back(ticket);
  }
  for (const Ticket ticket : tickets) CutShort(ticket, error);
}

void Waits::CutShort(Ticket ticket, int error) {
  const auto entry = waiting_.extract(ticket);
  if (!entry.empty()) entry.mapped().resume(error);
}

void Waits::CutShortAll(int error) {
  while (!waiting_.empty()) CutShort(waiting_.begin()->first, error);
}

}  // namespace neuron::sim
