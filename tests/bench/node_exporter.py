"""Debian's node_exporter as a peer: it tells Prometheus what a text file says."""

import gzip
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Iterator

from bench.thread_usage import take_sample

# Where tools/setup --bench puts it.
PROGRAM = Path("/var/cache/neuron-agent/prometheus-node-exporter")
# The port that is asked for, so that a node_exporter of the host may keep its own.
ADDRESS = "127.0.0.1:19100"
START_SECONDS = 10
# As on a host with sixteen chips of eight cores.
CHIPS = 16
CORES = 8


class NodeExporter:
    """Exports so many series, and nothing else. Used with `with`."""

    def __init__(self, series: int) -> None:
        self._series = series
        self._folder = tempfile.TemporaryDirectory(prefix="neuron-bench-")

    def __enter__(self) -> "NodeExporter":
        text = "".join(line + "\n" for line in series_lines(self._series))
        Path(self._folder.name, "neuron.prom").write_text(text, encoding="ascii")
        self._process = subprocess.Popen(
            [
                PROGRAM,
                "--collector.disable-defaults",
                "--collector.textfile",
                f"--collector.textfile.directory={self._folder.name}",
                "--web.disable-exporter-metrics",
                f"--web.listen-address={ADDRESS}",
            ],
            stderr=subprocess.DEVNULL,
        )
        self._await_series()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()
        self._folder.cleanup()

    def cpu_seconds(self, scrapes: int) -> float:
        """The processor time of one scrape, of so many."""
        before = take_sample(self._process.pid).whole
        for _ in range(scrapes):
            _scrape()
        spent = take_sample(self._process.pid).whole - before
        return spent.cpu_seconds / scrapes

    def _await_series(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                got = _scrape().count(b"\nneuron_")
                break
            except urllib.error.URLError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    sys.exit(f"bench: {PROGRAM} does not serve {ADDRESS}")
                time.sleep(0.05)
        if got != self._series:
            sys.exit(f"bench: {PROGRAM} exports {got} of {self._series} series")


def series_lines(count: int) -> Iterator[str]:
    """So many lines in Prometheus's format; each family has a series for each core of each chip."""
    for number in range(count):
        family, core = divmod(number, CHIPS * CORES)
        labels = f'chip="{core // CORES}",core="{core % CORES}"'
        yield f"neuron_family_{family}_total{{{labels}}} {number}"


def _scrape() -> bytes:
    """As Prometheus asks."""
    headers = {"Accept-Encoding": "gzip"}
    request = urllib.request.Request(f"http://{ADDRESS}/metrics", headers=headers)
    with urllib.request.urlopen(request) as answer:
        return gzip.decompress(answer.read())
