"""The shipped programs and the probes, against a stand-in for the driver in Debian's kernel."""

import io
import shutil
import subprocess
import tarfile
import tempfile
import unittest
from pathlib import Path

from vm.initramfs import Initramfs
from vm.kernel import Kernel, build_module, find_kernel, missing_programs
from vm.machine import Run, run_machine
from vm.report import Report, parse_report

FOLDER = Path("tests/vm")
INSTANCE = "trn1.32xlarge"
CHIPS = 16
CORES = 2
# It takes two to four minutes on two processors, by how busy they are; the rest is for worse days.
TIMEOUT_SECONDS = 540

# The driver of the stand-in, before and after an upgrade, and the features it speaks of.
DRIVERS = {"2.24.7.0": "0xff", "2.25.4.0": "0x1ff"}

# What its scripts are made of.
GUEST_PARTS = ("stand_in.sh", "stream.sh")
# What runs in the guest, in this order. Each is a program by itself: exit status 0 is good.
GUEST_SCRIPTS = (
    "stand_in_test.sh",
    "probe_points_test.sh",
    "local_test.sh",
    "unprivileged_test.sh",
    "capture_test.sh",
    "daemon_test.sh",
    "uevents_test.sh",
    "hot_plug_test.sh",
    "reload_test.sh",
    "workload_test.sh",
    "lease_test.sh",
    "clock_test.sh",
    "trace_test.sh",
)
# Static programs; those that attach BPF programs to the stand-in belong here.
GUEST_PROGRAMS = (
    "descriptor_walk_test",
    "same_holders_test",
    "cgroup_events_test",
    "device_calls_test",
    "driver_copies_test",
    "driver_calls_test",
    "edges_test",
)

# Who may run something in the guest.
USERS = "root::0:0::/:/bin/sh\nnobody::65534:65534::/:/bin/sh\n"

SHIPPED = ("neuron-agent", "neuronctl")


def what_is_missing() -> str:
    """Why no machine can be booted here; empty if one can."""
    missing = missing_programs()
    if missing:
        return f"no {', '.join(missing)}"
    return "" if find_kernel() else "no kernel image with its headers"


def pack_guest(kernel: Kernel, folder: Path) -> Path:
    """Makes the root file system, in which /init runs the tests."""
    root = Initramfs(folder / "root")
    root.add(FOLDER / "guest/init", "init")
    for part in GUEST_PARTS:
        root.add(FOLDER / "guest" / part, f"lib/{part}")
    for program in SHIPPED:
        root.add(FOLDER / program, f"bin/{program}")
    for version, features in DRIVERS.items():
        settings = {"DRIVER_VERSION": version, "DRIVER_FEATURES": features}
        module = build_module(kernel, FOLDER / "module", folder / "module", settings)
        root.add(module, f"lib/neuron-{version}.ko")
    for script in GUEST_SCRIPTS:
        root.add(FOLDER / "guest" / script, f"tests/{script}")
    for program in GUEST_PROGRAMS:
        root.add(FOLDER / program, f"tests/{program}")
    root.write("etc/passwd", USERS)
    root.write("tests/order", "\n".join(GUEST_SCRIPTS + GUEST_PROGRAMS) + "\n")
    archive = folder / "initramfs"
    root.pack(archive)
    return archive


def boot() -> Run:
    """One run of the machine, its console shown."""
    kernel = find_kernel()
    assert kernel is not None
    folder = Path(tempfile.mkdtemp(prefix="neuron-vm."))
    try:
        archive = pack_guest(kernel, folder)
        run = run_machine(kernel.image, archive, INSTANCE, folder, TIMEOUT_SECONDS)
    finally:
        shutil.rmtree(folder)
    print(run.console, f"{kernel.image.name} ran for {run.seconds:.1f} s", sep="\n", flush=True)
    return run


def unpack(archive: bytes) -> dict[str, str]:
    """The files of a .tar.zst by name; CalledProcessError or TarError if it is none."""
    tar = subprocess.run(["zstd", "--decompress"], input=archive, stdout=subprocess.PIPE, check=True)
    with tarfile.open(fileobj=io.BytesIO(tar.stdout), mode="r:") as opened:
        return {member.name: opened.extractfile(member).read().decode() for member in opened}


@unittest.skipIf(what_is_missing(), f"SKIPPED: {what_is_missing()}; see tools/setup --vm")
class VmTest(unittest.TestCase):
    """The machine is booted once."""

    ran: Run
    report: Report

    @classmethod
    def setUpClass(cls) -> None:
        cls.ran = boot()
        cls.report = parse_report(cls.ran.results)

    def test_the_kernel_finds_nothing_wrong_and_powers_off(self) -> None:
        self.assertFalse(self.ran.timed_out, f"cut off after {TIMEOUT_SECONDS} s")
        self.assertNotIn("Kernel panic", self.ran.console)

    def test_every_program_in_the_guest_succeeds(self) -> None:
        for program in GUEST_SCRIPTS + GUEST_PROGRAMS:
            with self.subTest(program):
                self.assertEqual(self.report.statuses.get(program), 0, f"exit status of {program}")

    def test_a_capture_has_every_chip(self) -> None:
        files = unpack(self.report.files["host.tar.zst"])
        for chip in range(CHIPS):
            path = f"/sys/devices/virtual/neuron_device/neuron{chip}"
            self.assertIn(f'F 0400 {path}/core_count "{CORES}"', files["sysfs.txt"].splitlines())
        self.assertIn(INSTANCE, files["machine.txt"])
        self.assertIn(" neuron\n", files["proc-devices.txt"])
        self.assertIn("reset request completed", files["log.txt"])


if __name__ == "__main__":
    unittest.main()
