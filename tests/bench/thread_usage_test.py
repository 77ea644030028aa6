"""Tests of thread_usage.py."""

import os
import unittest

from bench.thread_usage import (
    Rate,
    Sample,
    Usage,
    is_grpc,
    parse_thread,
    rates_between,
    resident_anon_bytes,
    take_sample,
)

STATUS = "Name:\tneuron-agent\nvoluntary_ctxt_switches:\t118\nnonvoluntary_ctxt_switches:\t4\n"


class ThreadUsageTest(unittest.TestCase):
    """Threads are counted by what they used and whose they are."""

    def test_reads_nanoseconds_and_voluntary_switches(self) -> None:
        self.assertEqual(parse_thread("2500000000 19196803 33\n", STATUS), Usage(2.5, 118))

    def test_knows_the_threads_that_grpc_names(self) -> None:
        self.assertTrue(is_grpc("grpc_global_tim\n"))
        self.assertTrue(is_grpc("event_engine\n"))
        self.assertFalse(is_grpc("neuron-agent\n"))

    def test_divides_by_the_time_between(self) -> None:
        earlier = Sample(10.0, Usage(1.0, 100), Usage(0.5, 10))
        later = Sample(20.0, Usage(1.5, 200), Usage(0.6, 20))
        whole, grpc = rates_between(earlier, later)
        self.assertEqual(whole, Rate(5.0, 10.0))
        self.assertAlmostEqual(grpc.cpu_percent, 1.0)
        self.assertAlmostEqual(grpc.wake_ups_per_second, 1.0)

    def test_sees_a_living_process(self) -> None:
        sample = take_sample(os.getpid())
        self.assertGreater(sample.whole.cpu_seconds, 0)
        self.assertEqual(sample.grpc, Usage())
        self.assertGreater(resident_anon_bytes(os.getpid()), 0)


if __name__ == "__main__":
    unittest.main()
