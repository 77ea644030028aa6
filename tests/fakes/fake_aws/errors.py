"""AWS's errors as one value, with a named constructor for each that ECS sends."""

from typing import Dict


class AwsError(Exception):
    """An error answer.

    `violation` tells that only a faulty client gets this one, whatever the state of the world.
    `message_key` is "message" or "Message": AWS uses both.
    """

    def __init__(self, code: str, message: str, status: int = 400, violation: bool = False,
                 message_key: str = "message") -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.violation = violation
        self._message_key = message_key

    def body(self) -> Dict[str, str]:
        return {"__type": self.code, self._message_key: self.message}


def cluster_not_found() -> AwsError:
    return AwsError("ClusterNotFoundException", "Cluster not found.")


def target_not_found(target_id: str) -> AwsError:
    return AwsError("TargetNotFoundException", f"The target {target_id} was not found.")


def attribute_limit_exceeded(target_id: str) -> AwsError:
    return AwsError("AttributeLimitExceededException",
                    f"The attribute limit was exceeded for target {target_id}.")


def invalid_parameter(message: str) -> AwsError:
    return AwsError("InvalidParameterException", message, violation=True)


def wrong_cluster(theirs: str, yours: str) -> AwsError:
    return AwsError("InvalidParameterException", "Invalid identifier: Identifier is for cluster "
                    f"{theirs}. Your cluster is {yours}", violation=True)


def unknown_operation(message: str) -> AwsError:
    return AwsError("UnknownOperationException", message, violation=True)


def not_offered(what: str) -> AwsError:
    """AWS can, the fake cannot: no fault of the client."""
    return AwsError("UnknownOperationException", f"fake-aws does not offer {what}")


def serialization(message: str) -> AwsError:
    return AwsError("SerializationException", message, violation=True)


def throttling() -> AwsError:
    return AwsError("ThrottlingException", "Rate exceeded")


def server_error() -> AwsError:
    return AwsError("ServerException", "Service Unavailable. Please try again later.", status=500)


def access_denied(principal_arn: str, operation: str, resource_arn: str) -> AwsError:
    action = f"ecs:{operation}"
    return AwsError(
        "AccessDeniedException",
        f"User: {principal_arn} is not authorized to perform: {action} on resource: "
        f"{resource_arn} because no identity-based policy allows the {action} action",
        message_key="Message")


def missing_authentication_token() -> AwsError:
    return AwsError("MissingAuthenticationTokenException", "Missing Authentication Token",
                    violation=True)


def incomplete_signature(message: str) -> AwsError:
    return AwsError("IncompleteSignatureException", message, violation=True)


def unrecognized_client() -> AwsError:
    return AwsError("UnrecognizedClientException",
                    "The security token included in the request is invalid.")


def expired_token() -> AwsError:
    return AwsError("ExpiredTokenException",
                    "The security token included in the request is expired")


def invalid_signature(message: str, violation: bool = True) -> AwsError:
    return AwsError("InvalidSignatureException", message, violation=violation)
