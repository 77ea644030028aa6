"""release_binary: a program built as it is shipped, whatever the rest is built like."""

# As `build` and `build:release` in .bazelrc say it; flags_test holds them together. Where these are
# the flags already, as with tools/test, nothing is built twice.
RELEASE_FLAGS = {
    "compilation_mode": "opt",
    "copt": [],
    "linkopt": ["-fuse-ld=lld"],
}

def _release_transition_impl(_settings, _attr):
    return {
        "//command_line_option:" + flag: value
        for flag, value in RELEASE_FLAGS.items()
    }

_release_transition = transition(
    implementation = _release_transition_impl,
    inputs = [],
    outputs = ["//command_line_option:" + flag for flag in RELEASE_FLAGS],
)

def _release_binary_impl(ctx):
    # A transition may split: the attribute is a list.
    shipped = ctx.attr.binary[0][DefaultInfo].files_to_run.executable
    link = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.symlink(output = link, target_file = shipped, is_executable = True)
    return [DefaultInfo(
        executable = link,
        files = depset([link]),
        runfiles = ctx.runfiles([shipped]),
    )]

release_binary = rule(
    implementation = _release_binary_impl,
    attrs = {
        "binary": attr.label(
            cfg = _release_transition,
            doc = "The cc_binary.",
            mandatory = True,
        ),
        "_allowlist_function_transition": attr.label(
            default = "@bazel_tools//tools/allowlists/function_transition_allowlist",
        ),
    },
    doc = "A link, of the target's own name, to `binary` built with RELEASE_FLAGS.",
    executable = True,
)
