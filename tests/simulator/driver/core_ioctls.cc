#include "tests/simulator/driver/core_ioctls.h"

#include <algorithm>
#include <iterator>

#include "tests/simulator/driver/application_abi.h"

namespace neuron::sim {
namespace {

constexpr std::size_t kBitsPerWord = 64;

bool HasCore(const IoctlCall& call, std::uint32_t core) {
  return core < static_cast<std::uint32_t>(FindChip(*call.host, call.chip)->cores);
}

// Reads which lock of a core it is about, and gives what `take` makes of it.
template <typename Take>
IoctlResult WithLock(const IoctlCall& call, int refusal, const Take& take) {
  CoreLock request = {};
  if (!call.Read(&request)) return call.BadPointer(sizeof(request));
  if (!HasCore(call, request.core)) return -EINVAL;
  ModelUuid uuid;
  std::copy(std::begin(request.uuid), std::end(request.uuid), uuid.begin());
  return take(static_cast<int>(request.core), uuid) ? 0 : refusal;
}

template <typename Request>
CoreBits BitsOf(const Request& request) {
  CoreBits bits;
  for (std::size_t i = 0; i < std::size(request.cores) * kBitsPerWord; ++i) {
    bits[i] = (request.cores[i / kBitsPerWord] >> i % kBitsPerWord & 1) != 0;
  }
  return bits;
}

template <typename Request>
void SetBits(const CoreBits& bits, Request* request) {
  std::fill(std::begin(request->cores), std::end(request->cores), 0);
  for (std::size_t i = 0; i < std::size(request->cores) * kBitsPerWord; ++i) {
    if (bits[i]) request->cores[i / kBitsPerWord] |= std::uint64_t{1} << i % kBitsPerWord;
  }
}

template <typename Request>
IoctlResult Mark(const IoctlCall& call) {
  Request request = {};
  if (!call.Read(&request)) return call.BadPointer(sizeof(request));
  const std::size_t room = std::size(request.cores) * kBitsPerWord;
  if (request.count == 0 || request.first > request.last || request.last >= room) return -EINVAL;
  const CoreMarks::Found found =
      call.state->marks.Mark(call.process.pid, request.count, request.first, request.last);
  request.available = found.available;
  SetBits(found.marked, &request);
  const int result = call.Reply(request);
  return result == 0 && found.marked.none() ? -EBUSY : result;
}

template <typename Request>
IoctlResult Unmark(const IoctlCall& call) {
  Request request = {};
  if (!call.Read(&request)) return call.BadPointer(sizeof(request));
  call.state->marks.Unmark(call.process.pid, BitsOf(request));
  return 0;
}

}  // namespace

IoctlResult AnswerReaderEnter(const IoctlCall& call) {
  return WithLock(call, -EBUSY, [&](int core, const ModelUuid& uuid) {
    return call.state->locks.EnterReader(call.chip, core, call.process.pid, uuid);
  });
}

IoctlResult AnswerReaderExit(const IoctlCall& call) {
  return WithLock(call, -EINVAL, [&](int core, const ModelUuid&) {
    return call.state->locks.ExitReader(call.chip, core, call.process.pid);
  });
}

IoctlResult AnswerWriterEnter(const IoctlCall& call) {
  return WithLock(call, -EBUSY, [&](int core, const ModelUuid& uuid) {
    return call.state->locks.EnterWriter(call.chip, core, call.process.pid, uuid);
  });
}

IoctlResult AnswerWriterDowngrade(const IoctlCall& call) {
  return WithLock(call, -EINVAL, [&](int core, const ModelUuid&) {
    return call.state->locks.Downgrade(call.chip, core, call.process.pid);
  });
}

IoctlResult AnswerRangeMark(const IoctlCall& call) { return Mark<CoreMark>(call); }
IoctlResult AnswerRangeMarkExt(const IoctlCall& call) { return Mark<CoreMarkExt>(call); }
IoctlResult AnswerRangeUnmark(const IoctlCall& call) { return Unmark<CoreMark>(call); }
IoctlResult AnswerRangeUnmarkExt(const IoctlCall& call) { return Unmark<CoreMarkExt>(call); }

IoctlResult AnswerModelStartedCount(const IoctlCall& call) {
  ModelStartedCount answer = {};
  if (!call.Read(&answer)) return call.BadPointer(sizeof(answer));
  if (!HasCore(call, answer.core)) return -E2BIG;
  answer.count = 0;
  return call.Reply(answer);
}

}  // namespace neuron::sim
