"""Confinement: what a process that meets an untrusted document may still do.

Layers, each useful without the others and put on in this order: limits of resources, the end of
privileges, Landlock (files, connections, signals), a filter of system calls. ``layers`` puts them
on and says which hold on this system; ``processes`` starts and ends confined processes. What each
layer refuses is listed in docs/formats.md.

The kernel's interfaces are called through ``ctypes``: the bindings that exist are unmaintained,
need a C library that is not installed everywhere, or are in their first version, and each call
here is a line or two.
"""
