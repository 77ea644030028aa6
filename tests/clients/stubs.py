"""What a user of another language does first: makes stubs from our .proto."""

import importlib
import pathlib
import subprocess
import sys
import tempfile

_PLUGIN = "/usr/bin/grpc_python_plugin"


def load(proto: pathlib.Path):
    """The messages and the service stubs of proto/neuron_agent.proto, as two modules.

    The files that it imports are beside it. Needs Debian's protobuf-compiler and
    protobuf-compiler-grpc.
    """
    with tempfile.TemporaryDirectory() as directory:
        subprocess.run(
            [
                "protoc",
                f"--proto_path={proto.parent.parent}",
                f"--python_out={directory}",
                f"--grpc_python_out={directory}",
                f"--plugin=protoc-gen-grpc_python={_PLUGIN}",
                *(f"{proto.parent.name}/{file.name}"
                  for file in sorted(proto.parent.glob("neuron_*.proto"))),
            ],
            check=True,
        )
        sys.path.insert(0, directory)
        try:
            return (
                importlib.import_module("proto.neuron_agent_pb2"),
                importlib.import_module("proto.neuron_agent_pb2_grpc"),
            )
        finally:
            sys.path.remove(directory)
