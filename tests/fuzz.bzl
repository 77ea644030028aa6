"""cc_fuzz_test: a libFuzzer target, and a test that replays its corpus."""

load("//third_party:cc.bzl", "cc_test")

def cc_fuzz_test(name, srcs, corpus, deps = []):
    """A fuzz target that is a plain test unless built with --config=fuzz.

    Args:
      name: the target's name.
      srcs: the sources, which define LLVMFuzzerTestOneInput.
      corpus: the inputs that the plain test replays.
      deps: libraries.
    """
    cc_test(
        name = name,
        size = "small",
        srcs = srcs,
        args = select({
            "//tests:fuzzing": ["-max_total_time=10"],
            "//conditions:default": ["$(location %s)" % f for f in corpus],
        }),
        data = corpus,
        tags = ["fuzz"],
        linkopts = select({
            "//tests:fuzzing": ["-fsanitize=fuzzer"],
            "//conditions:default": [],
        }),
        deps = deps + select({
            "//tests:fuzzing": [],
            "//conditions:default": ["//tests:fuzz_replay"],
        }),
    )
