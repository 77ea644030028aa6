"""What neuron-agent tells others when it does not just run: --withdraw, --dry_run, --health_file."""

import http.server
import json
import os
import stat
import threading
import time
import unittest
from typing import Dict, List

from agent_process import Agent, PlainHost, connects, run, wait_for

INSTANCE = "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/0123456789abcdef"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "secret"}


class Ecs:
    """The ECS agent's /v1/metadata and the calls about attributes. Used with `with`."""

    def __init__(self) -> None:
        self.held: Dict[str, str] = {}
        self.operations: List[str] = []
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def __enter__(self) -> "Ecs":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def flags(self) -> List[str]:
        url = f"http://127.0.0.1:{self._server.server_port}"
        return [f"--introspection_url={url}", f"--ecs_endpoint={url}"]

    def serve(self, operation: str, request: dict) -> dict:
        self.operations.append(operation)
        named = request.get("attributes", [])
        if operation == "PutAttributes":
            self.held.update({one["name"]: one["value"] for one in named})
        elif operation == "DeleteAttributes":
            for one in named:
                self.held.pop(one["name"], None)
        else:
            attributes = [{"name": name, "value": value} for name, value in self.held.items()]
            return {"containerInstances": [{"attributes": attributes}]}
        return {"attributes": named}


def _handler(ecs: Ecs) -> type:
    class Handler(http.server.BaseHTTPRequestHandler):
        """The ECS agent by GET, ECS by POST."""

        def do_GET(self) -> None:
            metadata = {"Cluster": "prod", "ContainerInstanceArn": INSTANCE}
            self._answer(metadata if self.path == "/v1/metadata" else {"Tasks": []})

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._answer(ecs.serve(self.headers["X-Amz-Target"].split(".")[1], request))

        def _answer(self, answer: dict) -> None:
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


class Withdraw(unittest.TestCase):
    def test_it_takes_back_what_a_killed_agent_told(self) -> None:
        with PlainHost() as host, Ecs() as ecs:
            with Agent(host, *ecs.flags(), env=CREDENTIALS) as agent:
                wait_for(lambda: "neuron.chip-count" in ecs.held, "the attributes")
                agent.kill()
            ecs.held["neuron.free-set"] = "_00_"
            result = run(*host.flags(), *ecs.flags(), "--withdraw", env=CREDENTIALS)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual(ecs.held["neuron.free-set"], "_none_")
            self.assertEqual(ecs.held["neuron.health"], "unknown")

    def test_it_deletes_if_told_so_and_leaves_others_alone(self) -> None:
        with PlainHost() as host, Ecs() as ecs:
            ecs.held = {"neuron.free-set": "_00_", "neuron.fits": "theirs", "other": "x"}
            result = run(
                *host.flags(), *ecs.flags(), "--withdraw", "--on_stop=delete", env=CREDENTIALS
            )
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual(ecs.held, {"neuron.fits": "theirs", "other": "x"})

    def test_it_does_nothing_while_an_agent_runs(self) -> None:
        with PlainHost() as host, Ecs() as ecs, Agent(host):
            wait_for(lambda: connects(host.socket), "the socket")
            result = run(*host.flags(), *ecs.flags(), "--withdraw", env=CREDENTIALS)
            self.assertEqual(result.returncode, 3, result.stderr)
            self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
            self.assertIn(str(host.socket), result.stderr)
            self.assertEqual(ecs.operations, [])

    def test_it_does_nothing_where_nothing_is_to_be_taken_back(self) -> None:
        with PlainHost() as host, Ecs() as ecs:
            for flag in ("--on_stop=keep", "--nopublish", "--dry_run"):
                result = run(*host.flags(), *ecs.flags(), "--withdraw", flag, env=CREDENTIALS)
                self.assertEqual((result.returncode, result.stderr), (0, ""))
            self.assertEqual(ecs.operations, [])

    def test_it_gives_up_after_five_seconds_with_the_reason(self) -> None:
        with PlainHost() as host:
            began = time.monotonic()
            result = run(*host.flags(), "--withdraw", env=CREDENTIALS)
            self.assertLess(time.monotonic() - began, 10)
            self.assertEqual(result.returncode, 1)
            last = result.stderr.splitlines()[-1]
            self.assertTrue(last.startswith("neuron-agent: "), result.stderr)
            self.assertIn("127.0.0.1:1", last)


class Keep(unittest.TestCase):
    def test_the_next_agent_goes_on_from_it(self) -> None:
        with PlainHost() as host, Ecs() as ecs:
            host.load_driver()
            host.add_chip(0)
            with Agent(host, *ecs.flags(), "--on_stop=keep", env=CREDENTIALS) as agent:
                wait_for(lambda: ecs.held.get("neuron.chip-count") == "01", "the attributes")
                agent.terminate()
                self.assertEqual(agent.wait(), 0)
            held = dict(ecs.held)
            ecs.operations.clear()
            with Agent(host, *ecs.flags(), env=CREDENTIALS) as agent:
                agent.wait_for_line("event=attributes_kept")
                agent.wait_for_line("event=health")
                # Longer than a withdrawal would have taken.
                time.sleep(0.5)
                self.assertEqual((ecs.operations, ecs.held), (["DescribeContainerInstances"], held))
                agent.kill()
            with Agent(host, *ecs.flags(), env=CREDENTIALS) as agent:
                wait_for(lambda: ecs.held["neuron.free-set"] == "_none_", "the withdrawal")


class DryRun(unittest.TestCase):
    def test_it_writes_nothing_and_says_so(self) -> None:
        with PlainHost() as host, Ecs() as ecs:
            with Agent(host, *ecs.flags(), "--dry_run", env=CREDENTIALS) as agent:
                agent.wait_for_line("dry run: ECS is told nothing")
                agent.wait_for_line("event=health")
                agent.terminate()
                self.assertEqual(agent.wait(), 0)
            self.assertEqual(ecs.operations, ["DescribeContainerInstances"])


class HealthFile(unittest.TestCase):
    def test_it_is_kept_while_the_agent_runs(self) -> None:
        with PlainHost() as host:
            host.load_driver()
            host.add_chip(0)
            path = host.root / "run/neuron-metrics.json"
            with Agent(host, "--nopublish", f"--health_file={path}") as agent:
                wait_for(path.exists, "the file")
                self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o644)
                document = json.loads(path.read_text())
                self.assertLessEqual(
                    {"timestamp", "healthy", "unhealthy_reason", "connection_lost"}, set(document)
                )
                self.assertEqual(document["neuron_devices"][0]["index"], 0)
                agent.terminate()
                self.assertEqual(agent.wait(), 0)
            self.assertFalse(path.exists())


if __name__ == "__main__":
    unittest.main()
