"""The shapes of ECS's requests and answers, as botocore's model of the service has them."""

from typing import Any, Optional

from botocore.loaders import Loader
from botocore.model import OperationNotFoundError, ServiceModel
from botocore.validate import ParamValidator


class EcsShapes:
    """botocore's model, loaded on construction (about 10 ms)."""

    def __init__(self) -> None:
        self._model = ServiceModel(Loader().load_service_model("ecs", "service-2"))
        self._validator = ParamValidator()

    @property
    def content_type(self) -> str:
        return f"application/x-amz-json-{self._model.metadata['jsonVersion']}"

    @property
    def target_prefix(self) -> str:
        """What stands before the operation in X-Amz-Target."""
        return self._model.metadata["targetPrefix"] + "."

    def knows(self, operation: str) -> bool:
        try:
            self._model.operation_model(operation)
        except OperationNotFoundError:
            return False
        return True

    def request_faults(self, operation: str, value: Any) -> Optional[str]:
        """Unknown, missing and wrongly typed members in words; None if there are none."""
        return self._faults(self._model.operation_model(operation).input_shape, value)

    def answer_faults(self, operation: str, value: Any) -> Optional[str]:
        """The same for an answer of ours."""
        return self._faults(self._model.operation_model(operation).output_shape, value)

    def _faults(self, shape: Any, value: Any) -> Optional[str]:
        report = self._validator.validate(value, shape)
        return report.generate_report() if report.has_errors() else None
