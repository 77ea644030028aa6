#include "agent/telemetry/health_enum_codec.h"

#include "agent/telemetry/enum_words.h"

namespace neuron {
namespace {

constexpr EnumWord<Ailment, agent::v1::Ailment> kAilmentWords[] = {
    {Ailment::kSramUncorrectable, agent::v1::AILMENT_SRAM_UNCORRECTABLE},
    {Ailment::kHbmUncorrectable, agent::v1::AILMENT_HBM_UNCORRECTABLE},
    {Ailment::kHbmRepairable, agent::v1::AILMENT_HBM_REPAIRABLE},
    {Ailment::kDmaAbort, agent::v1::AILMENT_DMA_ABORT},
    {Ailment::kCollectivesHang, agent::v1::AILMENT_COLLECTIVES_HANG},
    {Ailment::kComputeHang, agent::v1::AILMENT_COMPUTE_HANG},
    {Ailment::kUnitUnrecoverable, agent::v1::AILMENT_UNIT_UNRECOVERABLE},
    {Ailment::kCorrectedErrors, agent::v1::AILMENT_CORRECTED_ERRORS},
    {Ailment::kResetFailed, agent::v1::AILMENT_RESET_FAILED},
    {Ailment::kUnhealthyComponents, agent::v1::AILMENT_UNHEALTHY_COMPONENTS},
    {Ailment::kUnreachable, agent::v1::AILMENT_UNREACHABLE},
    {Ailment::kHeartbeatStuck, agent::v1::AILMENT_HEARTBEAT_STUCK},
    {Ailment::kLinkDegraded, agent::v1::AILMENT_LINK_DEGRADED},
    {Ailment::kPciErrors, agent::v1::AILMENT_PCI_ERRORS},
    {Ailment::kSerialChanged, agent::v1::AILMENT_SERIAL_CHANGED},
    {Ailment::kSerialLost, agent::v1::AILMENT_SERIAL_LOST},
    {Ailment::kHolderStuck, agent::v1::AILMENT_HOLDER_STUCK},
    {Ailment::kFirmwareTrouble, agent::v1::AILMENT_FIRMWARE_TROUBLE},
    {Ailment::kLinkTrouble, agent::v1::AILMENT_LINK_TROUBLE},
};

constexpr EnumWord<SignSource, agent::v1::SignSource> kSignSourceWords[] = {
    {SignSource::kSysfs, agent::v1::SIGN_SOURCE_SYSFS},
    {SignSource::kPci, agent::v1::SIGN_SOURCE_PCI},
    {SignSource::kRuntime, agent::v1::SIGN_SOURCE_LIBNRT},
    {SignSource::kProcesses, agent::v1::SIGN_SOURCE_PROCESSES},
    {SignSource::kKernelLog, agent::v1::SIGN_SOURCE_KERNEL_LOG},
};

constexpr EnumWord<Forgery, agent::v1::Forgery> kForgeryWords[] = {
    {Forgery::kNotFromKernel, agent::v1::FORGERY_NOT_FROM_KERNEL},
    {Forgery::kMalformed, agent::v1::FORGERY_MALFORMED},
    {Forgery::kOtherInstance, agent::v1::FORGERY_OTHER_INSTANCE},
    {Forgery::kOtherSerialNumber, agent::v1::FORGERY_OTHER_SERIAL_NUMBER},
    {Forgery::kNoSuchSerialNumber, agent::v1::FORGERY_NO_SUCH_SERIAL_NUMBER},
    {Forgery::kNoSuchChip, agent::v1::FORGERY_NO_SUCH_CHIP},
};

}  // namespace

agent::v1::Ailment EncodeEnum(Ailment ailment) { return EncodeWord(kAilmentWords, ailment); }
agent::v1::SignSource EncodeEnum(SignSource source) { return EncodeWord(kSignSourceWords, source); }
agent::v1::Forgery EncodeEnum(Forgery forgery) { return EncodeWord(kForgeryWords, forgery); }

absl::StatusOr<Ailment> DecodeEnum(agent::v1::Ailment ailment) {
  return DecodeWord(kAilmentWords, ailment);
}
absl::StatusOr<SignSource> DecodeEnum(agent::v1::SignSource source) {
  return DecodeWord(kSignSourceWords, source);
}
absl::StatusOr<Forgery> DecodeEnum(agent::v1::Forgery forgery) {
  return DecodeWord(kForgeryWords, forgery);
}

}  // namespace neuron
