"""@debian: libraries and tools that come from Debian packages.

Nothing here is downloaded. The rule looks at the build machine once, links
its library folder and the tools into an external repository, and fails with
the name of the apt package when something is missing.
"""

_TOOLS = {
    "bpftool": "bpftool",
    "clang": "clang",
    "grpc_cpp_plugin": "protobuf-compiler-grpc",
    "protoc": "protobuf-compiler",
}

# One file that proves that a -dev package is there.
_WITNESSES = {
    "include/absl/base/config.h": "libabsl-dev",
    "include/boost/beast.hpp": "libboost-dev",
    "include/bpf/libbpf.h": "libbpf-dev",
    "include/fuse3/fuse.h": "libfuse3-dev",
    "include/gflags/gflags.h": "libgflags-dev",
    "include/gmock/gmock.h": "libgmock-dev",
    "include/google/protobuf/message.h": "libprotobuf-dev",
    "include/grpcpp/grpcpp.h": "libgrpc++-dev",
    "include/gtest/gtest.h": "libgtest-dev",
    "include/libelf.h": "libelf-dev",
    "include/openssl/ssl.h": "libssl-dev",
    "include/re2/re2.h": "libre2-dev",
    "include/spdlog/spdlog.h": "libspdlog-dev",
    "include/zlib.h": "zlib1g-dev",
    "include/zstd.h": "libzstd-dev",
}

def _debian_impl(rctx):
    missing = []

    # x86_64-linux-gnu, aarch64-linux-gnu, ...
    multiarch = rctx.execute(["gcc", "-print-multiarch"]).stdout.strip()

    for tool, package in _TOOLS.items():
        path = rctx.which(tool) or rctx.path("/usr/sbin/" + tool)
        if path.exists:
            rctx.symlink(path, "bin/" + tool)
        else:
            missing.append(package)

    for witness, package in _WITNESSES.items():
        if not rctx.path("/usr/" + witness).exists:
            missing.append(package)

    if missing:
        fail("missing Debian packages: apt-get install " + " ".join(missing))

    rctx.symlink("/usr/lib/" + multiarch, "lib")
    rctx.symlink("/usr/include", "include")
    rctx.file("config.bzl", "MULTIARCH = \"%s\"\n" % multiarch)
    rctx.symlink(rctx.attr.build_file, "BUILD.bazel")

debian_repository = repository_rule(
    implementation = _debian_impl,
    attrs = {"build_file": attr.label(allow_single_file = True, mandatory = True)},
    environ = ["PATH"],
    local = True,
)

def debian_library(name, libs = [], linkopts = [], deps = [], defines = []):
    """One C or C++ library from Debian.

    Args:
      name: the target's name.
      libs: static archives to link, without "lib" and ".a". The order counts:
        a library comes before those that it uses.
      linkopts: more flags for the linker.
      deps: other debian_library targets that the archives use.
      defines: macros that users of the library must set.
    """
    native.cc_library(
        name = name,
        srcs = ["lib/lib%s.a" % lib for lib in libs],
        defines = defines,
        linkopts = linkopts,
        visibility = ["//visibility:public"],
        deps = deps,
    )
