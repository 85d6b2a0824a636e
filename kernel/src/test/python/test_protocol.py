"""The official suite for Jupyter kernels (jupyter_kernel_test, from PyPI), run against ours.

    pip install jupyter_kernel_test
    python -m unittest discover -v -s kernel/src/test/python

The kernel has to be installed; KERNEL names another kernelspec than 'prompt2model'.
"""
import os
import unittest

import jupyter_kernel_test

KERNEL = os.environ.get("KERNEL", "prompt2model")


class ProtocolTest(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL
    language_name = "java"
    file_extension = ".jshell"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("an error");'
    code_generate_error = 'throw new IllegalStateException("no");'
    code_clear_output = "clearOutput();"
    code_inspect_sample = '"".substring'
    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": 'String.join("-", "a", "b")', "result": "a-b"},
        {"code": "List.of(1, 2)", "result": "[1, 2]"},
    ]
    code_display_data = [
        {"code": 'display("<b>bold</b>", "text/html");', "mime": "text/html"},
        {"code": 'display("plain");', "mime": "text/plain"},
    ]
    code_history_pattern = "1?+*"
    supported_history_operations = ("tail", "range", "search")

    completion_samples = [
        {"text": "Runtime.getRuntime().availableProc", "matches": ["availableProcessors()"]},
        {"text": '"".isBl', "matches": ["isBlank()"]},
    ]
    complete_code_samples = ["1 + 1", "int x = 3;", "void f() {}", "// a remark", ""]
    incomplete_code_samples = ["void f() {", "for (int i = 0; i < 3; i++)", "int x =", "List.of(1,"]
    invalid_code_samples = ["1 +* ;", ")", "x ] y"]


class WelcomeTest(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = KERNEL
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main()
