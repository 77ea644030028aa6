"""What neuronctl doctor --bundle writes down of a host full of secrets: none of them."""

import http.server
import io
import json
import os
import shutil
import subprocess
import tarfile
import threading
import unittest
from typing import Dict

from agent_process import Agent, PlainHost, wait_for

NEURONCTL = os.environ["NEURONCTL"]
INSTANCE = "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/0123456789abcdef"
# Each of them would be found in the bundle by this word.
MARK = "Hush7Tell9Nobody"
ROLE = {
    "Code": "Success",
    "AccessKeyId": "ASIA" + MARK[:16].upper(),
    "SecretAccessKey": f"{MARK}/key+",
    "Token": f"{MARK}/session+",
    "Expiration": "2099-01-01T00:00:00Z",
}


class Host(http.server.BaseHTTPRequestHandler):
    """The ECS agent, the metadata service with a role, and an ECS that says too much."""

    def do_GET(self) -> None:
        if self.path == "/v1/metadata":
            self._answer(200, {"Cluster": "prod", "ContainerInstanceArn": INSTANCE})
        elif self.path == "/v1/tasks":
            self._answer(200, {"Tasks": []})
        elif self.path.endswith("/iam/security-credentials/"):
            self._answer(200, "role")
        else:
            self._answer(200, ROLE)

    def do_PUT(self) -> None:
        self._answer(200, f"{MARK}-imds-token")

    def do_POST(self) -> None:
        token = self.headers["X-Amz-Security-Token"]
        self._answer(400, {"__type": "AccessDeniedException", "message": f"bad token: {token}"})

    def _answer(self, status: int, answer: object) -> None:
        body = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
        self.send_response(status)
        self.send_header("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", "21600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def write_bundle(host: PlainHost) -> Dict[str, str]:
    """By name, what is in it."""
    path = host.root / "bundle.tar.zst"
    roots = ("--sysfs_root", "--dev_root", "--proc_devices", "--kmsg", "--socket", "--answer_book")
    flags = [flag for flag in host.flags() if flag.split("=")[0] in roots]
    command = [NEURONCTL, "doctor", f"--bundle={path}", *flags]
    environment = {"AWS_SECRET_ACCESS_KEY": MARK, "HF_TOKEN": MARK}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if not path.exists():
        raise AssertionError(done.stdout + done.stderr)
    tar = subprocess.check_output(["zstd", "--decompress", "--stdout", path])
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        return {one.name: archive.extractfile(one).read().decode() for one in archive.getmembers()}


@unittest.skipUnless(shutil.which("zstd"), "zstd is not installed")
class Bundle(unittest.TestCase):
    def test_it_has_what_helps_and_no_secrets(self) -> None:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        urls = [f"--{name}={url}" for name in ("introspection_url", "imds_url", "ecs_endpoint")]
        with PlainHost() as host:
            host.load_driver()
            host.add_chip(0)
            host.write("kmsg", f"6,1,2,-;neuron: the secret={MARK}\n6,2,3,-;sshd: {MARK}\n")
            secrets = {"HF_TOKEN": MARK, "AWS_CONTAINER_AUTHORIZATION_TOKEN": MARK}
            with Agent(host, *urls, env=secrets) as agent:
                wait_for(lambda: "event=ecs_problem" in agent.log(), "the refusal")
                agent.wait_for_line("event=health")
                files = write_bundle(host)
        for name, content in files.items():
            self.assertNotIn(MARK.lower(), content.lower(), name)
            self.assertNotIn("123456789012", content, name)
        self.assertIn("2.24.7.0", files["sysfs.txt"])
        self.assertIn("neuron: the secret=", files["log.txt"])
        self.assertIn("bad token: ", json.loads(files["publication.json"])["error"])
        self.assertIn(f"--ecs_endpoint={url}", json.loads(files["settings.json"])["flags"])
        self.assertEqual(len(json.loads(files["snapshot.json"])["chips"]), 1)
        self.assertIn("neuron-agent ", files["daemon.txt"])


if __name__ == "__main__":
    unittest.main()
