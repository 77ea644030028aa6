"""fake-aws: a strict stand-in for Amazon ECS, IMDSv2 and the ECS agent's introspection API.

It refuses what AWS refuses, keeps a list of what a correct client would not have done
("violations"), and can be told to fail. Requests and its own answers are judged by botocore's
model and signatures by botocore's signer, so that no code under test judges itself.
"""
