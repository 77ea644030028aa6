#!/bin/sh
# Debian's Python has grpc and protobuf; another on the PATH may not.
exec /usr/bin/python3 -B tests/clients/python_client_test.py "$@"
