#include "tests/simulator/driver/ioctl_answers.h"

#include <map>

#include "tests/simulator/driver/application_abi.h"
#include "tests/simulator/driver/chip_abi.h"
#include "tests/simulator/driver/chip_ioctls.h"
#include "tests/simulator/driver/core_ioctls.h"
#include "tests/simulator/driver/driver_abi.h"
#include "tests/simulator/driver/memory_ioctls.h"
#include "tests/simulator/driver/monitor_ioctls.h"
#include "tests/simulator/driver/process_ioctls.h"
#include "tests/simulator/driver/reset_ioctls.h"

namespace neuron::sim {
namespace {

using Handler = IoctlResult (*)(const IoctlCall& call);

const std::map<std::uint32_t, Handler>& Handlers() {
  static const auto* const kHandlers = new std::map<std::uint32_t, Handler>{
      {kIoctlDeviceBasicInfo, AnswerBasicInfo},
      {kIoctlCompatibleVersion, AnswerCompatibleVersion},
      {kIoctlDriverInfoGet, AnswerDriverInfo},
      {kIoctlDeviceBdfExt, AnswerBdfExt},
      {kIoctlRoutingIdMap, AnswerRoutingIdMap},
      {kIoctlCoreMap, AnswerCoreMap},
      {kIoctlPodInfo, AnswerPodInfo},
      {kIoctlPodStatus, AnswerPodStatus},
      {kIoctlDeviceInfo, AnswerDeviceInfo},
      {kIoctlDeviceBdf, AnswerDeviceBdf},
      {kIoctlHostDeviceId, AnswerHostDeviceId},
      {kIoctlReadHwCounters, AnswerReadHwCounters},
      {kIoctlSemaphoreRead, AnswerCoreValue},
      {kIoctlEventGet, AnswerCoreValue},
      {kIoctlDmaEngineState, AnswerDmaEngineState},
      {kIoctlResourceMmapInfo, AnswerResourceMmapInfo},
      {kIoctlAppPid, AnswerAppPid},
      {kIoctlAllAppsInfo, AnswerAllAppsInfo},
      {kIoctlAcquireDatastore, AnswerAcquireDatastore},
      {kIoctlMemAlloc, AnswerMemAlloc},
      {kIoctlMemAllocV2, AnswerMemAlloc},
      {kIoctlMemAllocTyped, AnswerMemAllocTyped},
      {kIoctlMemAllocTyped64, AnswerMemAllocTyped64},
      {kIoctlMemFree, AnswerMemFree},
      {kIoctlDumpMemChunks, AnswerDumpMemChunks},
      {kIoctlReaderEnter, AnswerReaderEnter},
      {kIoctlReaderExit, AnswerReaderExit},
      {kIoctlWriterEnter, AnswerWriterEnter},
      {kIoctlWriterDowngrade, AnswerWriterDowngrade},
      {kIoctlRangeMark, AnswerRangeMark},
      {kIoctlRangeMarkExt, AnswerRangeMarkExt},
      {kIoctlRangeUnmark, AnswerRangeUnmark},
      {kIoctlRangeUnmarkExt, AnswerRangeUnmarkExt},
      {kIoctlModelStartedCount, AnswerModelStartedCount},
      {kIoctlDeviceReset, AnswerDeviceReset},
      {kIoctlDeviceReady, AnswerDeviceReady},
      {kIoctlResetStatus, AnswerDeviceReady},
      {kIoctlNcReset, AnswerNcReset},
      {kIoctlNcResetReady, AnswerNcResetReady},
  };
  return *kHandlers;
}

}  // namespace

IoctlResult AnswerIoctl(const IoctlCall& call, std::uint32_t known) {
  const auto handler = Handlers().find(known);
  return handler == Handlers().end() ? 0 : handler->second(call);
}

std::optional<std::uint32_t> AskedFor(std::uint32_t number, std::uint64_t argument,
                                      CallerMemory* memory) {
  // The first number of both arguments.
  std::uint32_t asked = 0;
  const bool asks = number == kIoctlDeviceBdfExt || number == kIoctlAcquireDatastore;
  if (!asks || !memory->Read(argument, &asked, sizeof(asked))) return std::nullopt;
  return asked;
}

}  // namespace neuron::sim
