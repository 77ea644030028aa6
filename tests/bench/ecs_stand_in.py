"""The least of ECS, its agent and the metadata service that neuron-agent needs to publish."""

import http.server
import json
import threading
import time
from dataclasses import dataclass
from typing import Optional

CLUSTER = "bench"
INSTANCE = f"arn:aws:ecs:us-east-1:123456789012:container-instance/{CLUSTER}/0123456789abcdef"
# Of nobody.
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "example"}


@dataclass(frozen=True)
class Publication:
    """A PutAttributes, and when it came (time.monotonic)."""

    at: float
    attributes: dict[str, str]


class EcsStandIn:
    """Answers on a port of its own and notes what it is told. Used with `with`."""

    def __init__(self) -> None:
        self._told: list[Publication] = []
        self._news = threading.Condition()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self.address = f"127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "EcsStandIn":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def flags(self) -> list[str]:
        """For neuron-agent."""
        names = ("introspection_url", "imds_url", "ecs_endpoint")
        return [f"--{name}=http://{self.address}" for name in names]

    def note(self, publication: Publication) -> None:
        """Called by the handler."""
        with self._news:
            self._told.append(publication)
            self._news.notify_all()

    def last(self) -> Publication:
        """The last that came. There must be one."""
        with self._news:
            return self._told[-1]

    def await_free_set_without(self, token: str, timeout: float) -> Optional[Publication]:
        """The last, once it is one whose neuron.free-set does not have this in it."""

        def find() -> Optional[Publication]:
            last = self._told[-1] if self._told else None
            return last if last and token not in last.attributes["neuron.free-set"] else None

        with self._news:
            return self._news.wait_for(find, timeout) or None


def _handler(stand_in: EcsStandIn) -> type:
    class Handler(http.server.BaseHTTPRequestHandler):
        """ECS by POST, its agent by GET; there is no metadata service."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            metadata = {"Cluster": CLUSTER, "ContainerInstanceArn": INSTANCE, "Version": "1"}
            self._answer(metadata if self.path == "/v1/metadata" else {"Tasks": []})

        def do_PUT(self) -> None:
            self.send_error(404)

        def do_POST(self) -> None:
            at = time.monotonic()
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.headers["X-Amz-Target"].endswith(".PutAttributes"):
                told = {one["name"]: one.get("value", "") for one in request["attributes"]}
                stand_in.note(Publication(at, told))
            self._answer({"attributes": request.get("attributes", [])})

        def _answer(self, body: dict) -> None:
            text = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            """A quiet one."""

    return Handler
