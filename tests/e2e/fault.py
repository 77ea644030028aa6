"""For tests: what may befall a chip or its driver, and what then is certainly not free.

What befalls the clock is tested where the clock is nobody else's: tests/vm/guest/clock_test.sh.
"""

from typing import Callable, Dict, List, NamedTuple

CHIP = "sys/devices/virtual/neuron_device/neuron"


class Fault(NamedTuple):
    """`verbs` do it to a chip and `undo` ends it, each line after the one before.

    While it lasts, no agent that has looked may call the chip free if `takes_out`; unless another
    fault of the chip `ends_others`.
    """

    verbs: Callable[[int], List[str]]
    undo: Callable[[int], List[str]]
    takes_out: bool = False
    ends_others: bool = False
    # Whether the driver lets go of the chip: not while a process holds it.
    removes: bool = False


def nothing(_: int) -> List[str]:
    return []


def flood(chip: int) -> List[str]:
    return [f"kernel_log NEURON_HW_ERR=DMA_ERROR nd-id={chip} nc-id=0 note={number}"
            for number in range(100)]


# Of one chip, by name.
FAULTS: Dict[str, Fault] = {
    "ecc_burst": Fault(lambda chip: [f"ecc {chip} mem_uncorrected 3"], nothing),
    "sram_burst": Fault(lambda chip: [f"ecc {chip} sram_uncorrected 1"], nothing),
    "repairable": Fault(lambda chip: [f"ecc {chip} mem_repairable_uncorrected 2"], nothing),
    # Of 16 bits.
    "wrap": Fault(lambda chip: [f"ecc {chip} mem_corrected 40000"], nothing),
    "uncorrected_wrap": Fault(lambda chip: [f"set_counter {chip} mem_ecc_uncorrected 65533",
                                            f"ecc {chip} mem_uncorrected 5"], nothing),
    # A repair fails, and the driver calls the same errors by the other name.
    "split_change": Fault(lambda chip: [f"ecc {chip} mem_repairable_uncorrected 2",
                                        f"set_counter {chip} mem_ecc_repairable_uncorrected 0",
                                        f"ecc {chip} mem_uncorrected 2"], nothing),
    "reset": Fault(lambda chip: [f"reset {chip} seconds=2"], nothing, ends_others=True),
    "sleepy_reset": Fault(lambda chip: ["behave reads_sleep_in_reset=true",
                                        f"reset {chip} seconds=2"],
                          lambda _: ["behave reads_sleep_in_reset=false"], ends_others=True),
    "failed_reset": Fault(lambda chip: [f"reset {chip} seconds=0.2 fails=true"],
                          lambda chip: [f"reset {chip} seconds=0.2"], ends_others=True),
    "invalid": Fault(lambda chip: [f"invalid_chip {chip}"],
                     lambda chip: [f"reset {chip} seconds=0.2"], takes_out=True),
    "unreachable": Fault(lambda chip: [f"health {chip} unreachable=true"],
                         lambda chip: [f"health {chip} unreachable=false"], takes_out=True),
    "ailing_parts": Fault(lambda chip: [f"health {chip} components=hbm,sram"],
                          lambda chip: [f"health {chip} components=none"]),
    "no_heartbeat": Fault(lambda chip: [f"health {chip} beating=false"],
                          lambda chip: [f"health {chip} beating=true"]),
    "gone": Fault(lambda chip: [f"remove_chip {chip}"], lambda chip: [f"add_chip {chip}"],
                  takes_out=True, ends_others=True, removes=True),
    "another_chip": Fault(lambda chip: [f"remove_chip {chip}",
                                        f"add_chip {chip} serial_number=00000000000000ab"],
                          nothing, ends_others=True, removes=True),
    "hang": Fault(lambda chip: [f"hang {CHIP}{chip}"], lambda chip: [f"unhang {CHIP}{chip}"],
                  takes_out=True),
    "slow": Fault(lambda chip: [f"slow {CHIP}{chip} 20"], lambda chip: [f"unhang {CHIP}{chip}"],
                  ends_others=True),
    "no_reset_file": Fault(lambda chip: [f"error {CHIP}{chip}/reset EIO"],
                           lambda chip: [f"heal {CHIP}{chip}/reset"], takes_out=True),
    "cleared_counter": Fault(lambda chip: [f"set_counter {chip} success 900 core=1",
                                           f"set_counter {chip} success 3 core=1"], nothing),
    "flood": Fault(flood, nothing),
    "forged": Fault(lambda chip: [f"kernel_log NEURON_HW_ERR=DMA_ERROR nd-id={chip} "
                                  "serial-num=ffff000000000001",
                                  "kernel_log NEURON_HW_ERR=DMA_ERROR nd-id=77"], nothing),
}

# Of the driver, and so of all chips: only while no process holds one.
DRIVER_FAULTS: Dict[str, List[str]] = {
    "reload": ["reload_driver"],
    "unload": ["unload_driver", "load_driver"],
    "upgrade": ["reload_driver 2.30", "reload_driver 2.29", "reload_driver 2.30"],
}
