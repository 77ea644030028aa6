"""How an answer gets onto the wire."""

import socket
import time
from typing import Callable

# Sends some of these bytes over the connection; whether it can be used on.
Delivery = Callable[[socket.socket, bytes], bool]


def whole(connection: socket.socket, wire: bytes) -> bool:
    """At once."""
    connection.sendall(wire)
    return True


def cut(after_bytes: int) -> Delivery:
    """So many bytes, and then the connection ends."""
    def deliver(connection: socket.socket, wire: bytes) -> bool:
        connection.sendall(wire[:after_bytes])
        return False

    return deliver


def half_closed(after_bytes: int, seconds: float) -> Delivery:
    """So many bytes, and no more will come; but it listens on for so long."""
    def deliver(connection: socket.socket, wire: bytes) -> bool:
        connection.sendall(wire[:after_bytes])
        connection.shutdown(socket.SHUT_WR)
        time.sleep(seconds)
        return False

    return deliver


def stalled(after_bytes: int, seconds: float) -> Delivery:
    """So many bytes, and then nothing for so long, and then it ends."""
    def deliver(connection: socket.socket, wire: bytes) -> bool:
        connection.sendall(wire[:after_bytes])
        time.sleep(seconds)
        return False

    return deliver


def dripping(seconds: float) -> Delivery:
    """All, but a byte at a time, each so long after the one before."""
    def deliver(connection: socket.socket, wire: bytes) -> bool:
        for byte in wire:
            connection.sendall(bytes([byte]))
            time.sleep(seconds)
        return True

    return deliver


def garbled(connection: socket.socket, wire: bytes) -> bool:
    """As many bytes, of another protocol."""
    connection.sendall(b"SSH-2.0-fake\r\n".ljust(len(wire), b"\0"))
    return False
