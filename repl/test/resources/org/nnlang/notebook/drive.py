# SPDX-License-Identifier: Apache-2.0
"""Drives the kernel `nn` as a notebook does: drive.py NOTEBOOK. Needs Debian's python3-jupyter-client."""

import json
import queue
import sys
import time

from jupyter_client.manager import start_new_kernel

PATIENCE = 60


def run(client, code, while_running=None):
    """What came of a cell: the reply, and the outputs in order."""
    asked = client.execute(code)
    outputs = []
    while True:
        try:
            message = client.get_iopub_msg(timeout=PATIENCE)
        except queue.Empty:
            sys.exit("nothing came of: " + code)
        if message["parent_header"].get("msg_id") != asked:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind == "status" and content["execution_state"] == "idle":
            break
        outputs.append((kind, content))
        if while_running is not None:
            while_running(kind, content)
    reply = client.get_shell_msg(timeout=PATIENCE)
    while reply["parent_header"].get("msg_id") != asked:
        reply = client.get_shell_msg(timeout=PATIENCE)
    return reply["content"], outputs


def text(outputs, stream):
    return "".join(c["text"] for k, c in outputs if k == "stream" and c["name"] == stream)


def values(outputs):
    return [c["data"]["text/plain"] for k, c in outputs if k == "execute_result"]


def pictures(outputs):
    return [c["data"] for k, c in outputs if k == "display_data"]


def check(what, holds):
    if not holds:
        sys.exit("not so: " + what)
    print("ok " + what)


def main():
    manager, client = start_new_kernel(kernel_name="nn", startup_timeout=PATIENCE)
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            notebook = json.load(file)
        everything = []
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                reply, outputs = run(client, "".join(cell["source"]))
                for kind, content in outputs:
                    if kind == "error":
                        print("\n".join(content["traceback"]))
                check("cell runs: " + "".join(cell["source"]).splitlines()[0], reply["status"] == "ok")
                everything += outputs
        check("charts are SVG", any("image/svg+xml" in d for d in pictures(everything)))
        check("images are PNG", any("image/png" in d for d in pictures(everything)))
        check("the bar of a training moves", "step " in text(everything, "stderr"))
        check("it is summed up", "trained " in text(everything, "stderr"))
        check("the square function is learned", "learned" in text(everything, "stdout"))

        check("a value is shown", values(run(client, "6 * 7")[1]) == ["42"])
        check("a text is printed", text(run(client, 'print("a", 1)')[1], "stdout") == "a 1\n")
        check("no value shows nothing", values(run(client, "x = 3")[1]) == [])

        reply, outputs = run(client, "y = 1 +* 2")
        errors = [c for k, c in outputs if k == "error"]
        check("an error is one", reply["status"] == "error" and len(errors) == 1)
        shown = "\n".join(errors[0]["traceback"])
        check("an error is underlined", "1 +* 2" in shown and "^" in shown)

        def reply_to(asked):
            while True:
                message = client.get_shell_msg(timeout=PATIENCE)
                if message["parent_header"].get("msg_id") == asked:
                    return message["content"]

        found = reply_to(client.complete("z = linsp", 9))
        check("words are completed", "linspace" in found["matches"] and found["cursor_start"] == 4)
        found = reply_to(client.complete('"\U0001f600"; linsp', 10))
        check("places are those of characters", "linspace" in found["matches"] and found["cursor_start"] == 5)
        found = reply_to(client.inspect("linear(2, 3)", 3))
        check("functions are explained", found["found"] and "linear(in: integer" in found["data"]["text/plain"])
        check("an open bracket goes on", reply_to(client.is_complete("fn f(x) {"))["status"] == "incomplete")
        check("a whole cell is whole", reply_to(client.is_complete("1 + 1"))["status"] == "complete")

        def interrupt(kind, content):
            if kind == "stream" and "runs" in content["text"]:
                time.sleep(0.3)
                manager.interrupt_kernel()

        reply, outputs = run(client, 'print("runs")\nwhile true { }', interrupt)
        check("a loop is interrupted", reply["status"] == "error")
        reply, outputs = run(
            client,
            "e = linspace(-1, 1, 64).reshape([64, 1])\n"
            "h = train(linear(1, 1), [e, e], loss: mse, steps: 200, curve: true)",
        )
        first = [c for k, c in outputs if k == "display_data"]
        later = [c for k, c in outputs if k == "update_display_data"]
        check("a curve is drawn while it falls", len(first) == 1 and len(later) >= 1)
        names = {c["transient"]["display_id"] for c in first + later}
        check("it is one picture", len(names) == 1 and "image/svg+xml" in later[-1]["data"])
        asked = []

        def interrupt_once(kind, content):
            if kind == "stream" and "step " in content["text"] and not asked:
                asked.append(True)
                manager.interrupt_kernel()

        reply, outputs = run(
            client,
            "d = linspace(-1, 1, 64).reshape([64, 1])\n"
            "h = train(linear(1, 1), [d, d], loss: mse, steps: 100000000)",
            interrupt_once,
        )
        check("a training ends after its step", reply["status"] == "ok")
        check("its history stays", values(run(client, "h.steps > 0")[1]) == ["true"])
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=False)
    check("the kernel is gone", not manager.is_alive())


main()
