"""What befalls the simulated host of a soak: verbs for neuron-sim, drawn by lot."""

import random
from typing import Dict, List, Set

CHIP = "sys/devices/virtual/neuron_device/neuron"
FILES = ("reset", "info/serial_number", "stats/hardware/mem_ecc_uncorrected",
         "neuron_core0/stats/status/success/total", "connected_devices", "core_count")
# Where no driver has moved them: the chip's whole directory.
ANY_FILE = ("",)
GARBAGE = ("empty", "lf", "no-lf", "nul", "long", "negative", "hex", "huge", "float", "words",
           "binary", "busy")
ERRORS = ("EIO", "ENODEV", "EINVAL", "EACCES")
VERSIONS = ("2.23.9", "2.24.7", "2.25.4", "2.30.2", "2.31.7")
# Since when a driver tells what firmware says of itself, on chips that have such.
FIRST_WITH_FIRMWARE = ("2.30.2", "2.31.7")
FIRMWARE = ("unreachable=true", "unreachable=false", "components=hbm,sram", "components=none",
            "beating=false", "beating=true")
# Of an alarm for good there are few: else soon no chip is left that could be well.
ERROR_KINDS = ("mem_repairable_uncorrected",) * 8 + ("mem_uncorrected", "sram_uncorrected")
LOGGED = ("NEURON_HW_ERR=DMA_ERROR nd-id={chip} nc-id=0 note={note}",
          "NEURON_HW_ERR=DMA_ERROR nd-id={chip} serial-num=ffff0000{note:08x}",
          "NEURON_HW_ERR=HBM_UNCORRECTABLE_ERROR nd-id=77", "NEURON_HW_ERR=OTHER which={note}")


class Mischief:
    """The next verb, and what it makes true: which chips no agent may call free."""

    def __init__(self, chips: int, seed: int, has_firmware: bool = False) -> None:
        self._lot = random.Random(seed)
        self._has_firmware = has_firmware
        self._tells_firmware = False
        self._chips = chips
        self._workloads: Dict[str, List[int]] = {}
        self._started = 0
        self._gone: Set[int] = set()
        self._hurt: Set[str] = set()
        self._loaded = True
        self._files = FILES

    def next(self) -> str:
        """One line for the control file."""
        if not self._loaded:
            return self._load()
        deed = self._lot.choices(
            [self._start, self._end, self._chip, self._hurt_file, self._heal, self._reset,
             self._count, self._firmware, self._log, self._reload, self._unload],
            [8, 7, 6, 6, 6, 3, 3, 3, 2, 1, 1])[0]
        return deed()

    def taken(self) -> Set[int]:
        """Chips that are certainly not free: held by a workload, or not there."""
        held = {chip for chips in self._workloads.values() for chip in chips}
        return held | self._gone if self._loaded else set(range(self._chips))

    def peace(self) -> List[str]:
        """The verbs that undo what still hurts."""
        verbs = [] if self._loaded else [self._load()]
        verbs += [f"heal {path}" for path in sorted(self._hurt)]
        verbs += [f"add_chip {chip}" for chip in sorted(self._gone)]
        verbs += [f"stop {name}" for name in sorted(self._workloads)]
        self._hurt, self._gone, self._workloads = set(), set(), {}
        return verbs

    def _idle_chips(self) -> List[int]:
        return [chip for chip in range(self._chips) if chip not in self.taken()]

    def _present_chips(self) -> List[int]:
        return [chip for chip in range(self._chips) if chip not in self._gone]

    def _start(self) -> str:
        idle = self._idle_chips()
        if not idle:
            return self._end()
        chips = sorted(self._lot.sample(idle, min(len(idle), self._lot.choice((1, 1, 2, 4)))))
        self._started += 1
        name = f"job{self._started}"
        self._workloads[name] = chips
        return f"start {name} chips={','.join(map(str, chips))}"

    def _end(self) -> str:
        if not self._workloads:
            return self._count()
        name = self._lot.choice(sorted(self._workloads))
        del self._workloads[name]
        return f"{self._lot.choice(('stop', 'kill'))} {name}"

    def _chip(self) -> str:
        if self._gone and self._lot.random() < 0.6:
            chip = self._lot.choice(sorted(self._gone))
            self._gone.remove(chip)
            another = f" serial_number={self._lot.getrandbits(64):016x}"
            return f"add_chip {chip}{self._lot.choice(('', '', another))}"
        idle = self._idle_chips()
        if not idle or len(self._gone) > self._chips // 2:
            return self._end()
        chip = self._lot.choice(idle)
        self._gone.add(chip)
        # It comes back with new files.
        self._hurt = {path for path in self._hurt if not f"{path}/".startswith(f"{CHIP}{chip}/")}
        return f"remove_chip {chip}"

    def _hurt_file(self) -> str:
        if len(self._hurt) > 4:
            return self._heal()
        chip = self._lot.choice(self._present_chips())
        path = f"{CHIP}{chip}/{self._lot.choice(self._files)}".rstrip("/")
        self._hurt.add(path)
        return self._lot.choice((
            f"slow {path} {self._lot.randrange(1, 3000)}", f"hang {path}",
            f"error {path} {self._lot.choice(ERRORS)}",
            f"garbage {path} {self._lot.choice(GARBAGE)}"))

    def _heal(self) -> str:
        if not self._hurt:
            return self._count()
        path = self._lot.choice(sorted(self._hurt))
        self._hurt.remove(path)
        return f"heal {path}"

    def _reset(self) -> str:
        return (f"reset {self._lot.choice(self._present_chips())} "
                f"seconds={self._lot.uniform(0.1, 3):.1f}"
                f"{self._lot.choice(('', '', '', ' fails=true'))}")

    def _count(self) -> str:
        return (f"ecc {self._lot.choice(self._present_chips())} {self._lot.choice(ERROR_KINDS)} "
                f"{self._lot.choice((1, 8, 30000))}")

    def _firmware(self) -> str:
        if not self._tells_firmware:
            return self._count()
        return f"health {self._lot.choice(self._present_chips())} {self._lot.choice(FIRMWARE)}"

    def _log(self) -> str:
        line = self._lot.choice(LOGGED)
        return "kernel_log " + line.format(chip=self._lot.randrange(self._chips),
                                           note=self._lot.randrange(10000))

    def _reload(self) -> str:
        if self._workloads:
            return self._end()
        self._forget_files()
        return "reload_driver"

    def _unload(self) -> str:
        if self._workloads:
            return self._end()
        self._forget_files()
        self._loaded = False
        return "unload_driver"

    def _load(self) -> str:
        self._loaded = True
        version = self._lot.choice(VERSIONS)
        self._files = ANY_FILE if version.startswith("2.31") else FILES
        self._tells_firmware = self._has_firmware and version in FIRST_WITH_FIRMWARE
        return f"load_driver {version}"

    def _forget_files(self) -> None:
        """A driver that is loaded anew makes new files, and shows every chip."""
        self._hurt = set()
        self._gone = set()
