"""A Python client of the stream, of the health service and of reflection.

Usage: python_client_test.py EXAMPLE_SERVER PROTO
"""

import itertools
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

import grpc

import stubs
import watch

_SERVER = ""
_PROTO = pathlib.Path()
_DEADLINE_SECONDS = 30


def _as_is(data: bytes) -> bytes:
    return data


class PythonClientTest(unittest.TestCase):
    """Against example_server, which alternates between a chip holder and none."""

    def setUp(self):
        self._directory = tempfile.TemporaryDirectory(dir="/tmp")
        self.socket = self._directory.name + "/agent.sock"
        self._server = subprocess.Popen([_SERVER, self.socket, "20"])
        deadline = time.monotonic() + _DEADLINE_SECONDS
        while not pathlib.Path(self.socket).is_socket():
            self.assertIsNone(self._server.poll(), "example_server has ended")
            self.assertLess(time.monotonic(), deadline, "example_server does not serve")
            time.sleep(0.01)

    def tearDown(self):
        self._server.kill()
        self._server.wait()
        self._directory.cleanup()

    def test_sees_the_workload_come_and_go(self):
        lines = list(itertools.islice(watch.watch(_PROTO, self.socket), 20))
        held = "held=4:train[4711],5:train[4711],6:train[4711],7:train[4711]"
        self.assertTrue(any(line.endswith(held) for line in lines), lines)
        self.assertTrue(any(line.endswith("held=") for line in lines), lines)
        self.assertTrue(any(" free=0,1,2,3,8,10,11,13,14 " in line for line in lines), lines)
        self.assertTrue(any(" free=0,1,2,3,4,5,6,7,8,10,11,13,14 " in line for line in lines), lines)

    def test_tells_unknown_from_absent_and_zero(self):
        messages, services = stubs.load(_PROTO)
        with grpc.insecure_channel(f"unix:{self.socket}") as channel:
            snapshot = services.NeuronAgentStub(channel).GetSnapshot(messages.GetSnapshotRequest())
        chip = snapshot.chips[3]
        self.assertFalse(chip.HasField("serial_number"))
        self.assertIn("serial_number", [unknown.field for unknown in chip.unknown])

    def test_gets_the_inventory(self):
        messages, services = stubs.load(_PROTO)
        with grpc.insecure_channel(f"unix:{self.socket}") as channel:
            stub = services.NeuronAgentStub(channel)
            inventory = stub.GetInventory(messages.GetInventoryRequest())
        self.assertEqual(inventory.chips[4].pci.address, "0000:14:1e.0")
        self.assertIn("DEVICE_BDF_EXT", [row.name for row in inventory.capabilities])

    def test_finds_the_service_by_reflection(self):
        method = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"
        list_services = b"\x3a\x00"
        agent = b"neuron.agent.v1.NeuronAgent"
        file_of_agent = b"\x22" + bytes([len(agent)]) + agent
        with grpc.insecure_channel(f"unix:{self.socket}") as channel:
            call = channel.stream_stream(method, _as_is, _as_is)
            answer = next(call(iter([list_services]), timeout=_DEADLINE_SECONDS))
            contract = next(call(iter([file_of_agent]), timeout=_DEADLINE_SECONDS))
        self.assertIn(b"GetInventory", contract)
        self.assertIn(b"neuron.agent.v1.NeuronAgent", answer)
        self.assertIn(b"grpc.health.v1.Health", answer)

    def test_finds_the_service_healthy(self):
        serving = b"\x08\x01"
        with grpc.insecure_channel(f"unix:{self.socket}") as channel:
            check = channel.unary_unary("/grpc.health.v1.Health/Check", _as_is, _as_is)
            self.assertEqual(check(b"", timeout=_DEADLINE_SECONDS), serving)


if __name__ == "__main__":
    _SERVER, _PROTO = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
