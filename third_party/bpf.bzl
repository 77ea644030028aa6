"""bpf_skeleton: compiles a CO-RE BPF program and makes its C++ header."""

load("@debian//:config.bzl", "MULTIARCH")
load("@rules_cc//cc:defs.bzl", "cc_library")

# What bpf_tracing.h wants to know about the target.
_BPF_ARCH = {
    "aarch64": "arm64",
    "x86_64": "x86",
}

def _bpf_object_impl(ctx):
    raw = ctx.actions.declare_file(ctx.label.name + ".raw.o")
    obj = ctx.actions.declare_file(ctx.label.name + ".o")
    arch = _BPF_ARCH[MULTIARCH.split("-")[0]]

    args = ctx.actions.args()
    args.add_all(["-target", "bpf", "-D__TARGET_ARCH_" + arch])
    args.add_all(["-g", "-O2", "-std=gnu11", "-Wall", "-Wextra", "-Werror"])
    args.add_all(["-I", "."])

    # <linux/types.h> includes <asm/types.h>.
    args.add_all(["-idirafter", "/usr/include/" + MULTIARCH])

    # Not the path of the sandbox: the same source gives the same bytes.
    args.add("-fdebug-compilation-dir=.")
    args.add_all(["-c", ctx.file.src, "-o", raw])
    ctx.actions.run(
        arguments = [args],
        executable = ctx.executable._clang,
        inputs = [ctx.file.src] + ctx.files.hdrs,
        mnemonic = "BpfCompile",
        outputs = [raw],
    )

    # Links the one object: checks its BTF, and drops the DWARF.
    ctx.actions.run(
        arguments = ["gen", "object", obj.path, raw.path],
        executable = ctx.executable._bpftool,
        inputs = [raw],
        mnemonic = "BpfLink",
        outputs = [obj],
    )
    return [DefaultInfo(files = depset([obj]))]

_TOOL = {
    "allow_single_file": True,
    "cfg": "exec",
    "executable": True,
}

bpf_object = rule(
    implementation = _bpf_object_impl,
    attrs = {
        "hdrs": attr.label_list(allow_files = [".h"]),
        "src": attr.label(allow_single_file = [".bpf.c"], mandatory = True),
        "_bpftool": attr.label(default = "@debian//:bin/bpftool", **_TOOL),
        "_clang": attr.label(default = "@debian//:bin/clang", **_TOOL),
    },
)

def bpf_skeleton(name, src, hdrs = [], **kwargs):
    """A cc_library with <program>.skel.h, which carries the compiled program.

    The header declares struct <program>_bpf and <program>_bpf__open() and so on.

    Args:
      name: the cc_library's name.
      src: the source, <program>.bpf.c.
      hdrs: headers that it includes; those that the agent reads too.
      **kwargs: passed to the cc_library.
    """
    program = src[:-len(".bpf.c")]
    bpf_object(
        name = name + "_bpf",
        src = src,
        hdrs = hdrs,
    )
    native.genrule(
        name = name + "_skel",
        srcs = [name + "_bpf"],
        outs = [program + ".skel.h"],
        # C++ has no _Bool (of gcc it is an extension).
        cmd = "$(location @debian//:bin/bpftool) gen skeleton $< name %s_bpf | " % program +
              "sed 's/\\b_Bool\\b/bool/' > $@",
        tools = ["@debian//:bin/bpftool"],
    )
    cc_library(
        name = name,
        hdrs = [program + ".skel.h"] + hdrs,
        deps = ["@debian//:bpf"],
        **kwargs
    )
