"""HTTP/1.1 on a loopback socket."""

import http.client
import socket
import unittest
from typing import List, Optional

from fake_aws.clock import Clock
from fake_aws.listener import MAX_BODY_BYTES, Listener
from fake_aws.message import Request, Response

TIMEOUT_SECONDS = 10


class ListenerTest(unittest.TestCase):
    def setUp(self) -> None:
        self.seen: List[Request] = []
        self.listener = Listener(self.echo, 0, Clock(lambda: 1795000000.0))
        self.addCleanup(self.listener.close)

    def echo(self, request: Request) -> Optional[Response]:
        self.seen.append(request)
        return None if request.path == "/drop" else Response(200, request.body)

    def connect(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", self.listener.port,
                                                timeout=TIMEOUT_SECONDS)
        self.addCleanup(connection.close)
        return connection

    def test_one_connection_serves_many_requests(self) -> None:
        connection = self.connect()
        connection.connect()
        first = connection.sock
        for body in (b"one", b"", b"three"):
            connection.request("POST", "/", body)
            self.assertEqual(connection.getresponse().read(), body)
            self.assertIs(connection.sock, first)

    def test_dates_its_answers_by_its_clock(self) -> None:
        connection = self.connect()
        connection.request("GET", "/")
        self.assertEqual(connection.getresponse().getheader("Date"),
                         "Wed, 18 Nov 2026 11:06:40 GMT")

    def test_no_response_is_a_closed_connection(self) -> None:
        connection = self.connect()
        connection.request("GET", "/drop")
        with self.assertRaises(http.client.RemoteDisconnected):
            connection.getresponse()

    def test_refuses_bodies_that_are_too_long_or_without_length(self) -> None:
        for headers, status in (({"Content-Length": str(MAX_BODY_BYTES + 1)}, 413),
                                ({"Transfer-Encoding": "chunked"}, 411),
                                ({"Content-Length": "-1"}, 411)):
            connection = self.connect()
            connection.putrequest("POST", "/")
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            self.assertEqual(connection.getresponse().status, status)
        self.assertEqual(self.seen, [])

    def test_down_refuses_and_ends_connections_and_up_has_the_same_port(self) -> None:
        connection = self.connect()
        connection.request("GET", "/")
        connection.getresponse().read()
        url = self.listener.url
        self.listener.set_up(False)
        self.assertEqual(connection.sock.recv(1), b"")
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", self.listener.port), TIMEOUT_SECONDS)
        self.listener.set_up(True)
        self.assertEqual(self.listener.url, url)
        again = self.connect()
        again.request("GET", "/")
        self.assertEqual(again.getresponse().status, 200)

    def test_a_taken_port_is_an_error(self) -> None:
        with self.assertRaises(OSError):
            Listener(self.echo, self.listener.port, Clock())


if __name__ == "__main__":
    unittest.main()
