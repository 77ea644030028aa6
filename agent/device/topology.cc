#include "agent/device/topology.h"

namespace neuron {
namespace {

// By chip.
constexpr ChipSet kTorus[] = {
    {12, 3, 4, 1},  {13, 0, 5, 2},  {14, 1, 6, 3},   {15, 2, 7, 0},
    {0, 7, 8, 5},   {1, 4, 9, 6},   {2, 5, 10, 7},   {3, 6, 11, 4},
    {4, 11, 12, 9}, {5, 8, 13, 10}, {6, 9, 14, 11},  {7, 10, 15, 8},
    {8, 15, 0, 13}, {9, 12, 1, 14}, {10, 13, 2, 15}, {11, 14, 3, 12},
};

}  // namespace

ChipSet NeighboursOf(Topology topology, int chips, int chip) {
  ChipSet neighbours;
  switch (topology) {
    case Topology::kUnknown:
    case Topology::kNone:
      break;
    case Topology::kRing:
      neighbours = {(chip + 1) % chips, (chip + chips - 1) % chips};
      break;
    case Topology::kChain:
      for (int next : {chip - 1, chip + 1}) {
        if (next >= 0 && next < chips) {
          neighbours.Add(next);
        }
      }
      break;
    case Topology::kTorus:
      neighbours = kTorus[chip];
      break;
  }
  return neighbours;
}

}  // namespace neuron
