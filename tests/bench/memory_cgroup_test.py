"""Tests of memory_cgroup.py."""

import os
import subprocess
import unittest

from bench.memory_cgroup import MemoryCgroup, parse_stat


class MemoryCgroupTest(unittest.TestCase):
    """Memory is counted for the processes inside."""

    def test_reads_the_kernels_table(self) -> None:
        self.assertEqual(parse_stat("cache 16384\nrss 3522560\n"), {"cache": 16384, "rss": 3522560})

    @unittest.skipUnless(os.geteuid() == 0, "SKIPPED: a cgroup needs root")
    def test_counts_a_process_and_is_gone_after_it(self) -> None:
        with MemoryCgroup(f"neuron-bench-test-{os.getpid()}") as cgroup:
            self.assertEqual(cgroup.anon_bytes(), 0)
            wait = 'echo $$ > "$0/cgroup.procs" && echo in && read _'
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            with subprocess.Popen(["sh", "-c", wait, cgroup.path], **pipes) as process:
                self.assertEqual(process.stdout.readline(), b"in\n")
                self.assertGreater(cgroup.kernel_bytes(), 0)
                process.stdin.write(b"\n")
        self.assertFalse(cgroup.path.exists())


if __name__ == "__main__":
    unittest.main()
