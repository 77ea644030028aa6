#include "tests/simulator/driver/memory_types.h"

#include <iterator>

namespace neuron::sim {
namespace {

constexpr MemoryType kTypes[] = {
    {false, "uncategorized"},
    {false, "dma_buffers"},
    {false, "tensors"},
    {false, "constants"},
    {false, "application_memory"},
    {false, "driver_memory"},
    {false, "notifications"},
    {true, "uncategorized"},
    {true, "model_code"},
    {true, "tensors"},
    {true, "constants"},
    {true, "model_shared_scratchpad"},
    {true, "runtime_memory"},
    {true, "driver_memory"},
    {true, "collectives"},
    {true, "nonshared_scratchpad"},
    {true, "notifications"},
    {false, "dma_rings"},
    {true, "dma_rings"},
    {true, "model_shared_scratchpad"},
};

}  // namespace

const MemoryType* FindMemoryType(std::uint32_t type) {
  return type < std::size(kTypes) ? &kTypes[type] : nullptr;
}

}  // namespace neuron::sim
