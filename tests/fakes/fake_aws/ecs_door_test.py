"""The wire of ECS: who may speak, in which words, and what each failure looks like."""

import json
import unittest
from typing import Any, Dict, Optional

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.parsers import create_parser

from fake_aws.clock import Clock
from fake_aws.ecs_door import EcsDoor
from fake_aws.faults import Fault
from fake_aws.host import Host
from fake_aws.message import Request, Response
from fake_aws.parts import Parts
from fake_aws.shapes import EcsShapes
from fake_aws.signature import SignatureJudge
from fake_aws.signed_request import altered, signed_request

NOW = 1795000000.0


class EcsDoorTest(unittest.TestCase):
    def setUp(self) -> None:
        self.host = Host()
        parts = Parts(self.host, Clock(lambda: NOW))
        self.keyring, self.journal = parts.keyring, parts.journal
        self.faults, self.service = parts.faults, parts.service
        judge = SignatureJudge(self.keyring, self.host.region, parts.clock)
        self.door = EcsDoor(self.service, judge, EcsShapes(), self.faults, self.journal)

    def sign(self, operation: str, members: Any) -> Request:
        return signed_request(self.keyring.role(), operation, members, NOW)

    def call(self, operation: str, members: Any) -> Response:
        response = self.door(self.sign(operation, members))
        assert response
        return response

    def put(self, **attributes: str) -> Response:
        return self.call("PutAttributes", {"cluster": "demo", "attributes": [
            {"name": name, "value": value, "targetId": self.service.current_arn()}
            for name, value in attributes.items()]})

    def code(self, response: Optional[Response]) -> str:
        assert response
        self.assertGreaterEqual(response.status, 400)
        return self.parse("PutAttributes", response)["Error"]["Code"]

    def parse(self, operation: str, response: Response) -> Dict[str, Any]:
        """As botocore understands it."""
        model = ServiceModel(Loader().load_service_model("ecs", "service-2"))
        return create_parser("json").parse(
            {"body": response.body, "headers": response.headers, "status_code": response.status},
            model.operation_model(operation).output_shape)

    def test_success_has_content_type_and_request_id(self) -> None:
        response = self.put(a="1")
        self.assertEqual((response.status, response.content_type),
                         (200, "application/x-amz-json-1.1"))
        self.assertRegex(response.headers["x-amzn-RequestId"], r"^[0-9a-f-]{36}$")
        self.assertEqual(self.parse("PutAttributes", response)["attributes"], [
            {"name": "a", "value": "1", "targetId": self.service.current_arn()}])

    def test_error_body_is_type_and_message(self) -> None:
        response = self.call("ListAttributes", {"cluster": "x", "targetType": "container-instance"})
        self.assertEqual(json.loads(response.body), {
            "__type": "ClusterNotFoundException", "message": "Cluster not found."})
        self.assertEqual(response.status, 400)

    def test_unknown_missing_and_mistyped_members_are_violations(self) -> None:
        bad = ({"cluster": "demo", "attributes": [], "colour": "red"}, {"cluster": "demo"},
               {"cluster": "demo", "attributes": [{"name": 1}]}, [],
               {"cluster": "demo", "attributes": [{"name": "a", "Value": "1"}]})
        for members in bad:
            self.assertEqual(self.code(self.call("PutAttributes", members)),
                             "InvalidParameterException")
        self.assertEqual(len(self.journal.violations()), len(bad))
        self.assertIn('Unknown parameter in input: "colour"',
                      self.journal.violations()[0]["what"])

    def test_null_members_count_as_absent(self) -> None:
        response = self.call("ListAttributes", {
            "cluster": "demo", "targetType": "container-instance", "nextToken": None})
        self.assertEqual(response.status, 200)

    def test_a_body_that_is_not_json_is_refused(self) -> None:
        for body in (b"", b"{", b"\xff"):
            self.assertEqual(self.code(self.call("PutAttributes", body)),
                             "SerializationException")

    def test_another_wire_is_refused(self) -> None:
        request = self.sign("ListAttributes", {})
        for wrong in (Request("GET", "/", request.headers), Request("POST", "/x", request.headers),
                      altered(request, "Content-Type", "application/json"),
                      altered(request, "X-Amz-Target", None),
                      altered(request, "X-Amz-Target", "AmazonEC2ContainerServiceV20141113.No")):
            self.assertEqual(self.code(self.door(wrong)), "UnknownOperationException")
        self.assertEqual(len(self.journal.violations()), 5)

    def test_what_the_fake_lacks_is_no_violation(self) -> None:
        self.assertEqual(self.code(self.call("ListClusters", {})), "UnknownOperationException")
        self.assertEqual(self.journal.violations(), [])

    def test_a_bad_signature_changes_nothing(self) -> None:
        request = altered(self.sign("PutAttributes", {"cluster": "demo", "attributes": [
            {"name": "a", "targetId": self.service.current_arn()}]}), "Host", "elsewhere")
        self.assertEqual(self.code(self.door(request)), "InvalidSignatureException")
        self.assertEqual(self.service.custom_attributes(), {})

    def test_every_error_fault_has_its_code_and_changes_nothing(self) -> None:
        for kind, status, code in (
                ("throttle", 400, "ThrottlingException"),
                ("access-denied", 400, "AccessDeniedException"),
                ("server-error", 500, "ServerException"),
                ("expired-token", 400, "ExpiredTokenException"),
                ("limit", 400, "AttributeLimitExceededException")):
            self.faults.add(Fault("PutAttributes", kind))
            response = self.put(a="1")
            self.assertEqual((response.status, self.code(response)), (status, code))
            self.assertEqual(self.service.custom_attributes(), {})
        self.assertEqual(self.journal.violations(), [])

    def test_access_denied_names_caller_action_and_resource(self) -> None:
        self.faults.add(Fault("*", "access-denied", 2))
        arn = self.service.current_arn()
        self.assertEqual(
            json.loads(self.put(a="1").body)["Message"],
            f"User: arn:aws:sts::123456789012:assumed-role/ecsInstanceRole/{self.host.instance_id}"
            f" is not authorized to perform: ecs:PutAttributes on resource: {arn} because no "
            "identity-based policy allows the ecs:PutAttributes action")
        listing = self.call("ListAttributes", {"targetType": "container-instance"})
        self.assertIn(f"on resource: {self.host.cluster_arn} because",
                      json.loads(listing.body)["Message"])

    def test_html_empty_and_drop_are_no_json(self) -> None:
        for kind in ("html", "empty", "drop"):
            self.faults.add(Fault("PutAttributes", kind))
        html, empty = self.put(a="1"), self.put(a="1")
        self.assertEqual((html.status, html.content_type), (502, "text/html"))
        self.assertEqual((empty.status, empty.body), (503, b""))
        self.assertIsNone(self.door(self.sign("PutAttributes", {"attributes": []})))
        self.assertEqual(self.service.custom_attributes(), {})

    def test_slow_succeeds(self) -> None:
        self.faults.add(Fault("PutAttributes", "slow", seconds=0))
        self.assertEqual(self.put(a="1").status, 200)

    def test_a_fault_lasts_for_its_count_and_its_operation(self) -> None:
        self.faults.add(Fault("PutAttributes", "throttle", 2))
        listing = {"cluster": "demo", "targetType": "container-instance"}
        self.assertEqual(self.call("ListAttributes", listing).status, 200)
        self.assertEqual([self.put(a="1").status for _ in range(3)], [400, 400, 200])

    def test_a_count_of_zero_cancels(self) -> None:
        self.faults.add(Fault("PutAttributes", "throttle", 1000))
        self.faults.add(Fault("PutAttributes", "throttle", 0))
        self.assertEqual(self.put(a="1").status, 200)

    def test_the_journal_has_every_call_with_its_end(self) -> None:
        self.faults.add(Fault("PutAttributes", "throttle"))
        self.put(a="1")
        self.put(a="1")
        self.assertEqual(self.journal.requests(), [
            {"time": NOW, "operation": "PutAttributes", "status": 400,
             "error": "ThrottlingException"},
            {"time": NOW, "operation": "PutAttributes", "status": 200, "error": None}])


if __name__ == "__main__":
    unittest.main()
