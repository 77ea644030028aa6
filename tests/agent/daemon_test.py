"""neuron-agent as its operators meet it: exit codes, one-line errors, start and stop."""

import fcntl
import http.server
import json
import os
import signal
import socket
import threading
import time
import unittest

from agent_process import Agent, PlainHost, connects, run, wait_for

INSTANCE = "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/0123456789abcdef"


class Introspection(http.server.BaseHTTPRequestHandler):
    """The ECS agent's /v1/metadata."""

    def do_GET(self) -> None:
        body = json.dumps({"Cluster": "prod", "ContainerInstanceArn": INSTANCE}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class SilentService:
    """Takes connections and never says a word. Where it is asked, it notes that."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self.asked = threading.Event()
        self._connections: list = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self._connections.append(connection)
            connection.recv(1)
            self.asked.set()

    def close(self) -> None:
        for connection in self._connections:
            connection.close()
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()


class CommandLine(unittest.TestCase):
    def assert_refused(self, result, code: int, *words: str) -> None:
        self.assertEqual(result.returncode, code, result.stderr)
        self.assertEqual(result.stdout, "")
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        self.assertTrue(result.stderr.startswith("neuron-agent: "), result.stderr)
        for word in words:
            self.assertIn(word, result.stderr)

    def test_help_and_version_go_to_stdout(self) -> None:
        page = run("--help")
        self.assertEqual((page.returncode, page.stderr), (0, ""))
        self.assertTrue(page.stdout.startswith("NAME\n    neuron-agent - "))
        self.assertIn("--sample_period=1s\n", page.stdout)
        version = run("--version")
        self.assertEqual((version.returncode, version.stderr), (0, ""))
        self.assertRegex(version.stdout, r"^neuron-agent \d+\.\d+\S*\n$")

    def test_a_wrong_command_line_is_refused_with_2(self) -> None:
        self.assert_refused(run("--colour=red"), 2, "--colour")
        self.assert_refused(run("start"), 2, "start", "--help")
        self.assert_refused(run("--sysfs_root=/nowhere"), 2, "--sysfs_root=/nowhere", "give")
        self.assert_refused(run("--on_stop=explode"), 2, "--on_stop=explode", "withdraw")

    def test_a_socket_that_cannot_be_is_refused_with_2(self) -> None:
        with PlainHost() as host:
            self.assert_refused(run(*host.flags(), "--socket="), 2, "--socket")
            self.assert_refused(run(*host.flags(), "--socket=/" + "x" * 200), 2, "--socket")

    def test_half_a_pair_of_credentials_is_refused_with_2_and_not_printed(self) -> None:
        with PlainHost() as host:
            result = run(*host.flags(), env={"AWS_SECRET_ACCESS_KEY": "hunter2"})
            self.assert_refused(result, 2, "AWS_ACCESS_KEY_ID")
            self.assertNotIn("hunter2", result.stderr)

    def test_what_cannot_run_ends_with_1(self) -> None:
        with PlainHost() as host:
            self.assert_refused(run(*host.flags(), "--socket_group=no-such-group"), 1, "group")
            self.assert_refused(run(*host.flags(), "--socket=/proc/no/agent.sock"), 1, "/proc/no")
            with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as nobody:
                nobody.bind(str(host.root / "uevents"))
                self.assert_refused(run(*host.flags(), f"--uevents={host.root}/uevents"), 1,
                                    f"--uevents={host.root}/uevents", "start neuron-sim")


class Run(unittest.TestCase):
    def test_without_a_driver_it_says_so_and_waits_for_it(self) -> None:
        with PlainHost() as host, Agent(host) as agent:
            agent.wait_for_line("event=no_driver")
            self.assertIn("waiting for it", agent.log())
            host.load_driver()
            host.add_chip(0)
            agent.wait_for_line("event=driver_loaded version=2.24.7.0")
            agent.wait_for_line("event=chips count=1")

    def test_it_says_what_keeps_it_from_publishing(self) -> None:
        with PlainHost() as host, Agent(host) as agent:
            agent.wait_for_line("event=ecs_problem")
            self.assertIn("127.0.0.1:1", agent.log())

    def test_it_only_watches_if_told_so(self) -> None:
        with PlainHost() as host, Agent(host, "--nopublish") as agent:
            agent.wait_for_line("event=health")
            agent.terminate()
            self.assertEqual(agent.wait(), 0)
            self.assertNotIn("ecs_problem", agent.log())

    def test_a_second_agent_on_the_same_socket_ends_with_3(self) -> None:
        with PlainHost() as host, Agent(host) as agent:
            wait_for(lambda: connects(host.socket), "the socket")
            second = run(*host.flags())
            self.assertEqual(second.returncode, 3)
            self.assertEqual(second.stderr.count("\n"), 1, second.stderr)
            self.assertIn(str(host.socket), second.stderr)
            self.assertTrue(connects(host.socket), "the first one still serves")
            agent.terminate()
            self.assertEqual(agent.wait(), 0)

    def test_it_takes_over_what_a_killed_agent_left(self) -> None:
        with PlainHost() as host:
            with Agent(host) as agent:
                wait_for(lambda: connects(host.socket), "the socket")
                agent.kill()
            self.assertTrue(host.socket.exists())
            with Agent(host) as agent:
                wait_for(lambda: connects(host.socket), "the socket")


class Stop(unittest.TestCase):
    def assert_gone(self, host: PlainHost) -> None:
        """Nothing is left but the folder of leases, which would outlive the agent."""
        self.assertEqual(os.listdir(host.root / "run"), [])
        self.assertEqual(os.listdir(host.root / "run.leases"), [])

    def test_sigterm_ends_it_with_0_and_leaves_nothing(self) -> None:
        with PlainHost() as host, Agent(host) as agent:
            wait_for(lambda: connects(host.socket), "the socket")
            began = time.monotonic()
            agent.terminate()
            self.assertEqual(agent.wait(), 0)
            self.assertLess(time.monotonic() - began, 2)
            self.assert_gone(host)
            self.assertIn(f"event=stop signal={int(signal.SIGTERM)}", agent.log())

    def test_an_ecs_that_is_silent_holds_it_up_for_two_seconds_only(self) -> None:
        introspection = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Introspection)
        threading.Thread(target=introspection.serve_forever, daemon=True).start()
        ecs = SilentService()
        flags = [
            f"--introspection_url=http://127.0.0.1:{introspection.server_port}",
            f"--ecs_endpoint={ecs.url}",
        ]
        credentials = {"AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "secret"}
        with PlainHost() as host, Agent(host, *flags, env=credentials) as agent:
            self.assertTrue(ecs.asked.wait(20))
            began = time.monotonic()
            agent.terminate()
            wait_for(lambda: not host.socket.exists(), "the socket goes at once", seconds=1)
            self.assertEqual(agent.wait(), 0)
            self.assertGreater(time.monotonic() - began, 1.5)
            self.assertLess(time.monotonic() - began, 4)
            self.assert_gone(host)
        ecs.close()
        introspection.shutdown()
        introspection.server_close()

    def test_a_chip_that_hangs_does_not_hold_it_up(self) -> None:
        with PlainHost() as host:
            host.load_driver()
            host.add_chip(0)
            reset = host.root / "sys/class/neuron_device/neuron0/reset"
            with Agent(host, "--read_deadline=200ms") as agent, open(reset, "r+b") as lease:
                agent.wait_for_line("event=chips count=1")
                # Readers of a file that is leased hang until the lease is given back.
                signal.signal(signal.SIGIO, signal.SIG_IGN)
                wait_for(lambda: take_lease(lease.fileno()), "a moment in which nobody reads")
                agent.wait_for_line("event=source_down source=sysfs")
                self.assertIn("neuron0: no answer within 200ms", agent.log())
                agent.terminate()
                wait_for(lambda: not host.socket.exists(), "the socket goes at once", seconds=1)
                self.assertEqual(agent.wait(), 0)


def take_lease(descriptor: int) -> bool:
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        return True
    except BlockingIOError:
        return False


if __name__ == "__main__":
    unittest.main()
