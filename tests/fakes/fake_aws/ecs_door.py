"""ECS over HTTP: AWS JSON 1.1, signed, judged, and failing when told to."""

import dataclasses
import json
import time
import uuid
from typing import Any, Dict, Optional

from fake_aws import errors, fault_kinds
from fake_aws.ecs_service import EcsService
from fake_aws.errors import AwsError
from fake_aws.faults import Fault, FaultBox
from fake_aws.journal import Journal
from fake_aws.message import Request, Response, json_response
from fake_aws.shapes import EcsShapes
from fake_aws.signature import SignatureJudge


class EcsDoor:
    """Answers `POST /`. Every call is in the journal with its end, refused ones too."""

    def __init__(self, service: EcsService, judge: SignatureJudge, shapes: EcsShapes,
                 faults: FaultBox, journal: Journal) -> None:
        self._service = service
        self._judge = judge
        self._shapes = shapes
        self._faults = faults
        self._journal = journal

    def __call__(self, request: Request) -> Optional[Response]:
        operation, error = "", None
        try:
            operation = self._operation(request)
            response = self._answer(operation, request)
        except AwsError as caught:
            error = caught.code
            if caught.violation:
                self._journal.violation("ecs", f"{operation}: {caught}")
            response = self._encode(caught.status, caught.body())
        self._journal.request(operation, response.status if response else None, error)
        return response

    def _operation(self, request: Request) -> str:
        """The operation that X-Amz-Target names."""
        if (request.method, request.target) != ("POST", "/"):
            raise errors.unknown_operation(f"expected POST /, got {request.method} "
                                           f"{request.target}")
        content_type = request.headers["Content-Type"]
        if content_type != self._shapes.content_type:
            raise errors.unknown_operation(f"Content-Type is {content_type}, expected "
                                           f"{self._shapes.content_type}")
        target = request.headers["X-Amz-Target"] or ""
        operation = target[len(self._shapes.target_prefix):]
        if not target.startswith(self._shapes.target_prefix) or not self._shapes.knows(operation):
            raise errors.unknown_operation(f"X-Amz-Target is {target!r}")
        if not self._service.offers(operation):
            raise errors.not_offered(operation)
        return operation

    def _answer(self, operation: str, request: Request) -> Optional[Response]:
        caller = self._judge.check(request)
        members = self._members(operation, request.body)
        fault = self._faults.take(operation)
        if fault is None:
            return self._serve(operation, members)
        if fault.kind == fault_kinds.DROP:
            return None
        if fault.kind in fault_kinds.REFUSALS:
            raise fault_kinds.REFUSALS[fault.kind](fault_kinds.Call(
                operation, caller.principal_arn, self._service.resource_arn(operation)))
        if fault.kind in fault_kinds.STRANGERS:
            return fault_kinds.STRANGERS[fault.kind](request)
        return self._serve_badly(fault, operation, members)

    def _serve(self, operation: str, members: Dict[str, Any]) -> Response:
        answer = self._service.call(operation, members)
        if wrong := self._shapes.answer_faults(operation, answer):
            raise AwsError("ServerException", f"fake-aws made a bad answer: {wrong}", 500,
                           violation=True)
        return self._encode(200, answer)

    def _serve_badly(self, fault: Fault, operation: str, members: Dict[str, Any]) -> Response:
        """It takes effect all the same."""
        if fault.kind == fault_kinds.SLOW:
            time.sleep(fault.seconds)
            return self._serve(operation, members)
        return dataclasses.replace(self._serve(operation, members),
                                   delivery=fault_kinds.DELIVERIES[fault.kind](fault))

    def _members(self, operation: str, body: bytes) -> Dict[str, Any]:
        try:
            members = _without_nulls(json.loads(body.decode("utf-8")))
        except ValueError as error:
            raise errors.serialization(f"The body is not JSON: {error}") from None
        if wrong := self._shapes.request_faults(operation, members):
            raise errors.invalid_parameter(wrong)
        return members

    def _encode(self, status: int, members: Dict[str, Any]) -> Response:
        return json_response(status, members, self._shapes.content_type,
                             {"x-amzn-RequestId": str(uuid.uuid4())})


def _without_nulls(value: Any) -> Any:
    """ECS takes a null member for an absent one."""
    if isinstance(value, dict):
        return {key: _without_nulls(member) for key, member in value.items()
                if member is not None}
    if isinstance(value, list):
        return [_without_nulls(member) for member in value]
    return value
