"""Steps of gunicorn around its forks, in processes of their own: they have one collector."""

import platform
import subprocess
import sys

import pytest

from tests.gunicorn import ROOT

FORKED = """
import gc, os, runpy
hooks = runpy.run_path("gunicorn.conf.py")
loaded = [[]]
print(gc.isenabled())
hooks["pre_fork"](None, None)
own = os.fork()
if not own:
    hooks["post_fork"](None, None)
    later = [[]]
    known = {id(each) for each in gc.get_objects()}
    print(gc.isenabled(), id(loaded) in known, id(later) in known)
    os._exit(0)
assert os.waitstatus_to_exitcode(os.waitpid(own, 0)[1]) == 0
"""


def said(script):
    words = [sys.executable, "-u", "-c", script]
    return subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def test_a_worker_collects_what_it_makes_and_nothing_of_what_was_loaded():
    assert said(FORKED).split() == ["False", "True", "False", "True"]


def test_arrow_takes_its_memory_where_all_take_it():
    script = """
import runpy
runpy.run_path("gunicorn.conf.py")
import pyarrow
print(pyarrow.default_memory_pool().backend_name)
"""
    assert said(script).split() == ["system"]


ARENAS = """
import ctypes, os, runpy, threading
hooks = runpy.run_path("gunicorn.conf.py")
def use():
    thread = threading.Thread(target=bytearray, args=(100_000,))
    thread.start()
    thread.join()
use()
own = os.fork()
if not own:
    hooks["post_fork"](None, None)
    use()
    libc = ctypes.CDLL(None)
    libc.fdopen.restype = ctypes.c_void_p
    file = ctypes.c_void_p(libc.fdopen(1, b"w"))
    libc.malloc_info(0, file)
    libc.fflush(file)
    os._exit(0)
assert os.waitstatus_to_exitcode(os.waitpid(own, 0)[1]) == 0
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="what is set is of glibc")
def test_a_workers_threads_take_their_memory_from_one_place():
    assert said(ARENAS).count("<heap nr=") == 1


def test_large_arrays_take_no_huge_pages():
    script = """
import runpy
runpy.run_path("gunicorn.conf.py")
import numpy as np
large = np.ones(2**24)
flags = [line.split() for line in open("/proc/self/smaps") if line.startswith("VmFlags:")]
print(len(flags) > 1, any("hg" in each for each in flags))
"""
    assert said(script).split() == ["True", "False"]
