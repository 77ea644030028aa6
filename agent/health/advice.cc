#include "agent/health/advice.h"

namespace neuron {
namespace {

constexpr char kReplace[] =
    "Replace the instance: terminate it, or stop and start it. AWS tends to announce its "
    "retirement "
    "within about 15 minutes.";
constexpr char kWatch[] = "Keep an eye on it; replace the instance if it happens again.";

// In the order of Ailment.
constexpr Advice kAdvice[] = {
    {kReplace, "sram_ecc_uncorrected reads 0"},
    {kReplace, "mem_ecc_uncorrected reads 0"},
    {"Load the driver anew or reboot, which repairs the memory. The instance need not be replaced.",
     "mem_ecc_repairable_uncorrected reads 0"},
    {"Replace the instance: terminate it, or stop and start it.", "no transfer is aborted"},
    {"This chip waited for another one: look for errors of memory or DMA on the other workers of "
     "the job and act there, then restart the job.",
     "no collective operation hangs"},
    {"See whether the job itself hangs; replace the instance if it happens again with another job.",
     "no execution times out"},
    {"The runtime resets the core when it next starts, so restart the job; replace the instance if "
     "it happens again.",
     "executions succeed"},
    {"Nothing is lost yet; replace the instance at the next occasion if it goes on.",
     "few errors are corrected"},
    {"Load the driver anew; replace the instance if a reset fails again.", "reset reads 1"},
    {"Drain the chip and load the driver anew; replace the instance if the firmware still names "
     "components.",
     "unhealthy_components names none"},
    {"Load the driver anew; replace the instance if the chip's registers stay unreadable.",
     "the chip's registers can be read"},
    {"The firmware has stopped: load the driver anew, and replace the instance if it stops again.",
     "healthcheck_heartbeat moves"},
    {"Transfers may be slow. Replace the instance if the link stays so under load.",
     "the PCI link is as wide as it can be, and as fast as that of another chip"},
    {kWatch, "PCI counts no new errors"},
    {"See that what refers to the chip by its number means this one.", "the serial number stays"},
    {"Load the driver anew; replace the instance if the serial number stays unreadable.",
     "the serial number can be read"},
    {"A process waits in the kernel and cannot be killed. If it stays, drain the instance and "
     "reboot it.",
     "no holder is in uninterruptible sleep"},
    {"Load the driver anew; replace the instance if its log goes on to show failures.",
     "the driver logs no failures"},
    {"Check the links between the servers of the UltraServer; ask AWS about them if it happens "
     "again.",
     "the links are good"},
};
static_assert(sizeof(kAdvice) / sizeof(kAdvice[0]) == kAilments, "one for each");

constexpr Advice kFlapping = {
    "It recovers and fails again: replace the instance, or load the rules anew (SIGHUP) to trust "
    "it "
    "once more.",
    "the rules are loaded anew"};

}  // namespace

const Advice& AdviceOn(Ailment ailment) { return kAdvice[static_cast<std::size_t>(ailment)]; }

const Advice& AdviceOnFlapping() { return kFlapping; }

}  // namespace neuron
