"""cc_library, cc_binary, cc_test: Bazel's own, with a precompiled header where one is asked for."""

load(
    "@rules_cc//cc:defs.bzl",
    bazels_binary = "cc_binary",
    bazels_library = "cc_library",
    bazels_test = "cc_test",
)

# It takes longer to compile a test than to run it.
TEST_FLAGS = ["-O0"]

_SUPPRESSIONS = select({
    "//third_party:tsan": ["//third_party:tsan_suppressions"],
    "//conditions:default": [],
})

# Position-independent code would want a precompiled header of its own.
_ONE_KIND_OF_CODE = ["-supports_pic"]

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
    attributes["features"] = attributes.pop("features", []) + _ONE_KIND_OF_CODE
    rule(**attributes)

def cc_binary(**attributes):
    """A program, or a shared library, which goes without what is precompiled."""
    if attributes.get("linkshared"):
        bazels_binary(**attributes)
    else:
        attributes["deps"] = attributes.pop("deps", []) + _SUPPRESSIONS
        _with_precompiled(bazels_binary, "precompiled_common", [], attributes)

def cc_library(**attributes):
    """A library that is linked into programs, and never compiled for shared ones as well.

    One of headers alone compiles nothing.
    """
    attributes["linkstatic"] = True
    if attributes.get("srcs"):
        _with_precompiled(bazels_library, "precompiled_common", [], attributes)
    else:
        bazels_library(**attributes)

def cc_test(**attributes):
    """A test, which is optimised as little as can be."""
    attributes["deps"] = attributes.pop("deps", []) + _SUPPRESSIONS
    _with_precompiled(bazels_test, "precompiled_tests", TEST_FLAGS, attributes)
