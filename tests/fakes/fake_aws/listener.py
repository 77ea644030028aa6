"""A loopback HTTP/1.1 server in front of one door."""

import socket
import ssl
import sys
import threading
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable, Optional, Set

from fake_aws.clock import Clock
from fake_aws.message import Door, Request, Response

MAX_BODY_BYTES = 1 << 20

# The TLS of the next connection.
Tls = Callable[[], ssl.SSLContext]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # What a delivery sends by itself leaves by itself.
    disable_nagle_algorithm = True
    server: "_Server"

    def setup(self) -> None:
        """The handshake is here: in a thread of its own, and its failure ends the connection."""
        if self.server.tls:
            self.request = self.server.tls().wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self) -> None:
        super().finish()
        if self.server.tls:
            self.connection.close()

    def _serve(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdecimal():
            self._send(Response(411, b"Content-Length required"))
            self.close_connection = True
            return
        if int(length) > MAX_BODY_BYTES:
            self._send(Response(413, b"body too long"))
            self.close_connection = True
            return
        body = self.rfile.read(int(length))
        response = self.server.door(Request(self.command, self.path, self.headers, body))
        if response is None:
            self.close_connection = True
            return
        self._send(response)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _serve

    def _send(self, response: Response) -> None:
        head = [f"{self.protocol_version} {response.status} {self._reason(response.status)}",
                f"Date: {formatdate(self.server.clock.now(), usegmt=True)}",
                f"Content-Type: {response.content_type}",
                f"Content-Length: {len(response.body)}",
                *(f"{name}: {value}" for name, value in response.headers.items()), "", ""]
        body = b"" if self.command == "HEAD" else response.body
        wire = "\r\n".join(head).encode("latin-1") + body
        self.close_connection |= not response.delivery(self.connection, wire)

    def _reason(self, status: int) -> str:
        return self.responses[status][0]

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: the journal is the log."""


class _Server(ThreadingHTTPServer):
    """Remembers its connections, so that going down ends those kept alive too."""

    def __init__(self, port: int, door: Door, clock: Clock, tls: Optional[Tls]) -> None:
        self.door = door
        self.clock = clock
        self.tls = tls
        self._connections: Set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error of ours; all else shows its traceback."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def close_all(self) -> None:
        self.shutdown()
        self.server_close()
        with self._lock:
            for connection in self._connections:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass  # The peer closed it first.


class Listener:
    """Serves `door` on 127.0.0.1 from construction on; port 0 takes a free one.

    Raises OSError, which names the port, if it is taken. While down, connections are refused;
    the port stays the same. Each connection has a thread of its own. With `tls` it speaks HTTPS.
    """

    def __init__(self, door: Door, port: int, clock: Clock, tls: Optional[Tls] = None) -> None:
        self._door = door
        self._clock = clock
        self._tls = tls
        self._lock = threading.Lock()
        self._server: Optional[_Server] = self._start(port)
        self.port: int = self._server.server_address[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def set_up(self, up: bool) -> None:
        with self._lock:
            if up and self._server is None:
                self._server = self._start(self.port)
            elif not up and self._server is not None:
                self._server.close_all()
                self._server = None

    def close(self) -> None:
        self.set_up(False)

    def _start(self, port: int) -> _Server:
        try:
            server = _Server(port, self._door, self._clock, self._tls)
        except OSError as error:
            raise OSError(error.errno, error.strerror, f"127.0.0.1:{port}") from None
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return server
