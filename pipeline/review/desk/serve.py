"""The desk on a port of this machine, from its opening to Ctrl-C."""

from __future__ import annotations

import contextlib
import errno
import secrets
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from pipeline.review.desk.app import app
from pipeline.review.desk.desk import Desk
from pipeline.review.desk.guard import Guard

HOST = "127.0.0.1"


class PortTaken(RuntimeError):
    """Another program listens where the desk should; the message names the port."""


def serve(output: Path, file: Path, user: str, port: int, opened: Callable[[str], None]) -> None:
    """Serve the desk of a run on 127.0.0.1 until it is interrupted; port 0 is any free one.

    `opened` is told the address, token included, as soon as somebody would be answered there.

    Raises:
        PortTaken: another program has the port, or the user may not have it.
        WriteError: the manifest cannot be read.
    """
    with _bound(port) as listening:
        number = listening.getsockname()[1]
        token = secrets.token_urlsafe(32)
        guard = Guard(app(Desk(output, file, user)), number, token)
        config = uvicorn.Config(
            guard, log_level="warning", access_log=False, server_header=False, date_header=False, lifespan="off"
        )
        server = uvicorn.Server(config)
        listening.listen(64)
        opened(f"http://{HOST}:{number}/?token={token}")
        with contextlib.suppress(KeyboardInterrupt):  # how a desk is closed
            server.run(sockets=[listening])


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        listening.close()
        why = {errno.EADDRINUSE: "another program has it", errno.EACCES: "only root may have it"}
        raise PortTaken(f"port {port}: {why.get(error.errno or 0, error.strerror or str(error))}") from error
    return listening
