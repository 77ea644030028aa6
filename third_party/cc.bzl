"""cc_library, cc_binary, cc_test: Bazel's own, with a precompiled header where one is asked for."""

load(
    "@rules_cc//cc:defs.bzl",
    bazels_binary = "cc_binary",
    bazels_library = "cc_library",
    bazels_test = "cc_test",
)

# It takes longer to compile a test than to run it.
TEST_FLAGS = ["-O0"]

def _with_precompiled(rule, header, flags, attributes):
    reading = ["-include-pch", "$(BINDIR)/third_party/%s.pch.h" % header]
    attributes["copts"] = attributes.pop("copts", []) + select({
        "//third_party:precompiled": flags + reading,
        "//conditions:default": [],
    })
    attributes["deps"] = attributes.pop("deps", []) + select({
        "//third_party:precompiled": ["//third_party:" + header],
        "//conditions:default": [],
    })
    rule(**attributes)

def cc_binary(**attributes):
    """A program; a shared library's code is position-independent, and what is precompiled is not."""
    if attributes.get("linkshared"):
        bazels_binary(**attributes)
    else:
        _with_precompiled(bazels_binary, "precompiled_common", [], attributes)

def cc_library(**attributes):
    """A library that is linked into programs of ours, and never compiled for shared ones as well.

    One of headers alone compiles nothing.
    """
    attributes["linkstatic"] = True
    attributes["features"] = attributes.pop("features", []) + ["-supports_pic"]
    if attributes.get("srcs"):
        _with_precompiled(bazels_library, "precompiled_common", [], attributes)
    else:
        bazels_library(**attributes)

def cc_test(**attributes):
    """A test, which is optimised as little as can be."""
    _with_precompiled(bazels_test, "precompiled_tests", TEST_FLAGS, attributes)
