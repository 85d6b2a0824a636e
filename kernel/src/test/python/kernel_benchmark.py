"""Measures installed Jupyter kernels side by side, over their sockets as a front end would.

    python kernel_benchmark.py [--rounds N] [--cells N] [KERNEL ...]

Needs jupyter_client and psutil, which ipykernel brings. Each round starts every kernel afresh, one after the other, so
that a busy moment of the machine hits all of them. What is printed are medians over the rounds, as Markdown.
"""
import argparse
import contextlib
import statistics
import sys
import time
from dataclasses import dataclass

import psutil
import zmq
from jupyter_client.kernelspec import NoSuchKernel
from jupyter_client.manager import KernelManager

LINES = 100_000
ROUND_TRIPS = 200
CELLS_TIMED = 100
COMPLETIONS = 30
SLOW_READ_SECONDS = 0.005
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Language:
    """The same work in each language."""

    lines: str
    spin: str


LANGUAGES = {
    "java": Language(
        lines=f"for (int i = 0; i < {LINES}; i++) System.out.println(i);",
        spin="while (true) {}",
    ),
    "python": Language(
        lines=f"for i in range({LINES}): print(i)",
        spin="while True: pass",
    ),
}


class Kernel:
    """A started kernel, and the sockets of a front end.

    Not jupyter_client's own client: it waits 100 ms before it connects again to a kernel that is not there yet.
    """

    def __init__(self, name):
        self.manager = KernelManager(kernel_name=name)
        self.language = LANGUAGES[self.manager.kernel_spec.language.lower()]
        self.started = time.perf_counter()
        self.manager.start_kernel()
        self.session = self.manager.session
        self.context = zmq.Context()
        self.shell = self.connect(zmq.DEALER, self.manager.shell_port)
        self.iopub = self.connect(zmq.SUB, self.manager.iopub_port)
        self.process = psutil.Process(self.manager.provisioner.pid)

    def connect(self, kind, port):
        socket = self.context.socket(kind)
        socket.linger = 0
        socket.reconnect_ivl = 5  # a kernel that has just bound its port should not wait for our next try
        if kind == zmq.SUB:
            socket.subscribe(b"")
        socket.connect(f"tcp://{self.manager.ip}:{port}")
        return socket

    def receive(self, socket, patience=PATIENCE_SECONDS):
        if not socket.poll(patience * 1000):
            raise TimeoutError("the kernel did not answer")
        _, frames = self.session.feed_identities(socket.recv_multipart())
        return self.session.deserialize(frames)

    def request(self, kind, content):
        """Sends a request, waits for its reply."""
        sent = self.send(kind, content)
        while True:
            reply = self.receive(self.shell)
            if reply["parent_header"].get("msg_id") == sent:
                return reply

    def send(self, kind, content):
        return self.session.send(self.shell, kind, content)["header"]["msg_id"]

    def execute(self, code):
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        return self.send("execute_request", content)

    def until_idle(self, request, pause=0.0):
        """The texts printed for a request, up to its idle; a slow client pauses after each message."""
        texts = []
        while True:
            message = self.receive(self.iopub)
            time.sleep(pause)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "stream":
                texts.append(message["content"]["text"])
            elif message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return texts

    def run(self, code, pause=0.0):
        """Runs a cell to its reply and its idle."""
        request = self.execute(code)
        texts = self.until_idle(request, pause)
        while self.receive(self.shell)["parent_header"].get("msg_id") != request:
            pass
        return texts

    def family(self):
        return [self.process, *self.process.children(recursive=True)]

    def cpu_percent(self, seconds):
        def used():
            return sum(sum(process.cpu_times()[:2]) for process in self.family())

        before, start = used(), time.perf_counter()
        time.sleep(seconds)
        return 100 * (used() - before) / (time.perf_counter() - start)

    def resident_mib(self):
        return sum(process.memory_info().rss for process in self.family()) / 2**20

    def close(self):
        self.manager.shutdown_kernel(now=True)
        self.context.destroy(linger=0)


def milliseconds(work, times):
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - start))
    return spent


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def start(kernel, figures):
    info = kernel.send("kernel_info_request", {})
    cell = kernel.execute("1+1")
    while kernel.receive(kernel.shell)["parent_header"].get("msg_id") != info:
        pass
    figures["start to kernel_info, ms"] = 1000 * (time.perf_counter() - kernel.started)
    while kernel.receive(kernel.shell)["parent_header"].get("msg_id") != cell:
        pass
    figures["start to first cell done, ms"] = 1000 * (time.perf_counter() - kernel.started)
    figures["resident after one cell, MiB"] = kernel.resident_mib()
    # Who subscribes late may have missed the idle of that cell; the next one is seen whole.
    kernel.request("kernel_info_request", {})
    while kernel.iopub.poll(200):
        kernel.iopub.recv_multipart()


def latency(kernel, figures):
    cells(kernel, figures, "at once")
    trips = milliseconds(lambda: kernel.request("kernel_info_request", {}), ROUND_TRIPS)
    figures["kernel_info round trip p50, ms"] = statistics.median(trips)
    completions = milliseconds(
        lambda: kernel.request("complete_request", {"code": '"".', "cursor_pos": 3}), COMPLETIONS
    )
    figures['completion of "". p50, ms'] = statistics.median(completions)


def cells(kernel, figures, when):
    spent = milliseconds(lambda: kernel.run("1+1"), CELLS_TIMED)
    figures[f"1+1 p50 {when}, ms"] = statistics.median(spent)
    figures[f"1+1 p95 {when}, ms"] = percentile(spent, 0.95)


def output(kernel, figures):
    for label, pause in (("", 0.0), (" to a slow client", SLOW_READ_SECONDS)):
        begin = time.perf_counter()
        texts = kernel.run(kernel.language.lines, pause)
        figures[f"{LINES:,} lines{label}, s until idle"] = time.perf_counter() - begin
        figures[f"{LINES:,} lines{label}, arrived"] = "".join(texts).count("\n")


def quiet(kernel, figures):
    figures["CPU idle, %"] = kernel.cpu_percent(3)
    spinning = kernel.execute(kernel.language.spin)
    time.sleep(0.5)
    begin = time.perf_counter()
    kernel.manager.interrupt_kernel()
    while kernel.receive(kernel.shell)["parent_header"].get("msg_id") != spinning:
        pass
    figures["interrupt to reply, ms"] = 1000 * (time.perf_counter() - begin)
    figures["CPU in the second after an interrupt, %"] = kernel.cpu_percent(1)


def many_cells(kernel, figures, count):
    for _ in range(count - CELLS_TIMED):
        kernel.run("1+1")
    cells(kernel, figures, f"after {count:,} cells")
    figures[f"resident after {count:,} cells, MiB"] = kernel.resident_mib()


def shutdown(kernel, figures):
    begin = time.perf_counter()
    control = kernel.connect(zmq.DEALER, kernel.manager.control_port)
    kernel.session.send(control, "shutdown_request", {"restart": False})
    with contextlib.suppress(psutil.NoSuchProcess):
        kernel.process.wait(PATIENCE_SECONDS)
    figures["shutdown to end of process, ms"] = 1000 * (time.perf_counter() - begin)
    control.close()


def measure(name, count):
    figures = {}
    kernel = Kernel(name)
    try:
        start(kernel, figures)
        latency(kernel, figures)
        output(kernel, figures)
        many_cells(kernel, figures, count)
        quiet(kernel, figures)
        shutdown(kernel, figures)
    finally:
        kernel.close()
    return figures


def table(rounds):
    names = list(rounds)
    lines = ["| figure | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for figure in rounds[names[0]][0]:
        medians = [statistics.median(each[figure] for each in rounds[name]) for name in names]
        lines.append(f"| {figure} | " + " | ".join(shown(median) for median in medians) + " |")
    return "\n".join(lines)


def shown(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def main():
    parser = argparse.ArgumentParser(description="Measures installed Jupyter kernels side by side.")
    parser.add_argument("kernels", nargs="*", default=["prompt2model", "python3"], metavar="KERNEL")
    parser.add_argument("--rounds", type=int, default=3, help="how often each kernel is started")
    parser.add_argument("--cells", type=int, default=1000, help="cells before the second look at latency and memory")
    options = parser.parse_args()
    if options.rounds < 1 or options.cells < CELLS_TIMED:
        parser.error(f"at least 1 round and {CELLS_TIMED} cells are needed")
    for name in options.kernels:
        try:
            language = KernelManager(kernel_name=name).kernel_spec.language
        except NoSuchKernel:
            parser.error(f"there is no kernel '{name}'; 'jupyter kernelspec list' names those that are installed")
        if language.lower() not in LANGUAGES:
            parser.error(f"kernel '{name}' speaks {language}; the benchmark knows {', '.join(LANGUAGES)}")
    rounds = {name: [] for name in options.kernels}
    for number in range(options.rounds):
        for name in options.kernels:
            print(f"round {number + 1} of {options.rounds}: {name}", file=sys.stderr, flush=True)
            rounds[name].append(measure(name, options.cells))
    print(table(rounds))


if __name__ == "__main__":
    main()
