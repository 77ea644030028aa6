#include "tests/simulator/libnrt/environment.h"

#include <cstdlib>
#include <cstring>

namespace neuron::sim::nrt {
namespace {

constexpr std::uint64_t kDefaultLatencyUs = 1000;

// Moves past a decimal number. False if there is none.
bool TakeNumber(const char** text, std::uint64_t* number) {
  if (**text < '0' || **text > '9') return false;
  char* end = nullptr;
  *number = std::strtoull(*text, &end, 10);
  *text = end;
  return true;
}

// Moves past one character. False if it is another one.
bool Take(const char** text, char c) {
  if (**text != c) return false;
  ++*text;
  return true;
}

bool AddRange(std::uint64_t first, std::uint64_t last, int* cores, int* count) {
  if (last < first || last >= kMaxVisibleCores) return false;
  for (std::uint64_t core = first; core <= last; ++core) {
    if (*count == kMaxVisibleCores) return false;
    cores[(*count)++] = static_cast<int>(core);
  }
  return true;
}

bool ParseEnds(const char* text, PlannedEnd* ends, int* count) {
  do {
    std::uint64_t code = 0;
    std::uint64_t execution = 0;
    if (*count == kMaxPlannedStatuses || !TakeNumber(&text, &code) || !Take(&text, '@') ||
        !TakeNumber(&text, &execution)) {
      return false;
    }
    ends[(*count)++] = {static_cast<int>(code), execution};
  } while (Take(&text, ','));
  return *text == '\0';
}

bool ReadUnit(std::uint64_t* units_per_us) {
  const char* unit = std::getenv("NEURON_SIM_TIME_UNIT");
  const bool is_ps = unit != nullptr && std::strcmp(unit, "ps") == 0;
  *units_per_us = is_ps ? 1'000'000 : 1;
  return unit == nullptr || is_ps || std::strcmp(unit, "us") == 0;
}

bool ReadNumber(const char* name, std::uint64_t* number) {
  const char* text = std::getenv(name);
  if (text == nullptr) return true;
  return TakeNumber(&text, number) && *text == '\0';
}

}  // namespace

bool ParseCores(const char* text, int* cores, int* count) {
  do {
    std::uint64_t first = 0;
    if (!TakeNumber(&text, &first)) return false;
    std::uint64_t last = first;
    if (Take(&text, '-') && !TakeNumber(&text, &last)) return false;
    if (!AddRange(first, last, cores, count)) return false;
  } while (Take(&text, ','));
  return *text == '\0';
}

bool ReadEnvironment(Environment* environment) {
  *environment = {};
  const char* root = std::getenv("NEURON_SIM_DEV_ROOT");
  environment->device_root = root != nullptr ? root : "/dev";
  environment->latency_us = kDefaultLatencyUs;
  std::uint64_t logical = 0;
  const char* cores = std::getenv("NEURON_RT_VISIBLE_CORES");
  const char* ends = std::getenv("NEURON_SIM_STATUS");
  const bool ok =
      ReadUnit(&environment->units_per_us) &&
      ReadNumber("NEURON_SIM_LATENCY_US", &environment->latency_us) &&
      ReadNumber("NEURON_LOGICAL_NC_CONFIG", &logical) && logical <= 2 &&
      (cores == nullptr || ParseCores(cores, environment->visible, &environment->visible_count)) &&
      (ends == nullptr || ParseEnds(ends, environment->ends, &environment->end_count));
  environment->cores_per_logical = static_cast<int>(logical);
  return ok;
}

}  // namespace neuron::sim::nrt
