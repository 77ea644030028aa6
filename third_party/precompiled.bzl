"""precompiled_header: what nearly every source includes, for the compiler to read but once."""

load("@bazel_tools//tools/build_defs/cc:action_names.bzl", "CPP_COMPILE_ACTION_NAME")
load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

# clang notes the full path of the file that it is told to compile, and looks for it wherever the
# outcome is read. In a sandbox a file of ours is gone by then. This one is always there, and empty
# to who has read it.
_MAIN = "/usr/include/stdc-predef.h"

def _compile_arguments(ctx, toolchain):
    """What the toolchain and the command line say of C++, file by file flags aside."""
    features = cc_common.configure_features(
        cc_toolchain = toolchain,
        ctx = ctx,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )
    variables = cc_common.create_compile_variables(
        cc_toolchain = toolchain,
        feature_configuration = features,
        user_compile_flags = ctx.fragments.cpp.copts + ctx.fragments.cpp.cxxopts + ctx.attr.copts,
    )
    return cc_common.get_memory_inefficient_command_line(
        action_name = CPP_COMPILE_ACTION_NAME,
        feature_configuration = features,
        variables = variables,
    )

def _precompiled_header_impl(ctx):
    toolchain = find_cpp_toolchain(ctx)
    out = ctx.actions.declare_file(ctx.label.name + ".pch.h")
    args = ctx.actions.args()
    args.add_all(_compile_arguments(ctx, toolchain))

    args.add_all(ctx.attr.headers, before_each = "-include")

    # Templates that the headers themselves instantiate are done here, not in each source once more.
    args.add_all(["-fpch-instantiate-templates", "-x", "c++-header", _MAIN, "-o", out])
    ctx.actions.run(
        arguments = [args],
        executable = toolchain.compiler_executable,
        inputs = toolchain.all_files,
        mnemonic = "PrecompiledHeader",
        outputs = [out],
    )

    # A header to those who depend on it: Bazel holds what was read against what was declared.
    context = cc_common.create_compilation_context(headers = depset([out]))
    return [DefaultInfo(files = depset([out])), CcInfo(compilation_context = context)]

precompiled_header = rule(
    implementation = _precompiled_header_impl,
    attrs = {
        "copts": attr.string_list(doc = "Flags of the sources that will read it."),
        "headers": attr.string_list(
            doc = "Headers of the system, as a source would include them.",
            mandatory = True,
        ),
        "_cc_toolchain": attr.label(default = "@bazel_tools//tools/cpp:current_cc_toolchain"),
    },
    doc = "NAME.pch.h, for clang's -include-pch (clang's PCH internals manual).",
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)
