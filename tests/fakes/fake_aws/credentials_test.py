"""Life of the role's keys."""

import unittest

from fake_aws.clock import Clock
from fake_aws.credentials import LIFETIME_SECONDS, RENEWAL_SECONDS, Keyring
from fake_aws.host import Host


class KeyringTest(unittest.TestCase):
    def setUp(self) -> None:
        self.clock = Clock(lambda: 1795000000.0)
        self.keyring = Keyring(Host(), self.clock)

    def test_the_role_keeps_its_pair_until_near_its_end(self) -> None:
        first = self.keyring.role()
        self.clock.advance(LIFETIME_SECONDS - RENEWAL_SECONDS - 1)
        self.assertEqual(self.keyring.role(), first)
        self.clock.advance(1)
        self.assertNotEqual(self.keyring.role().access_key, first.access_key)

    def test_a_renewed_pair_leaves_the_old_one_valid(self) -> None:
        first = self.keyring.role()
        self.clock.advance(LIFETIME_SECONDS - RENEWAL_SECONDS)
        self.keyring.role()
        self.assertEqual(self.keyring.find(first.access_key), first)

    def test_rotation_ends_the_old_pair_at_once(self) -> None:
        first = self.keyring.role()
        self.keyring.rotate()
        old = self.keyring.find(first.access_key)
        assert old
        self.assertEqual(old.expires_at, self.clock.now())
        self.assertNotEqual(self.keyring.role().access_key, first.access_key)

    def test_the_role_is_temporary_and_the_operator_is_not(self) -> None:
        self.assertTrue(self.keyring.role().token)
        self.assertIsNone(self.keyring.operator.token)
        self.clock.advance(1e9)
        self.assertGreater(self.keyring.operator.expires_at, self.clock.now())

    def test_secrets_are_those_of_all_pairs_ever_issued(self) -> None:
        first = self.keyring.role()
        self.keyring.rotate()
        second, operator = self.keyring.role(), self.keyring.operator
        self.assertEqual(sorted(self.keyring.secrets()), sorted(
            [first.secret_key, str(first.token), second.secret_key, str(second.token),
             operator.secret_key]))

    def test_an_unknown_key_is_not_found(self) -> None:
        self.assertIsNone(self.keyring.find("AKIA"))


if __name__ == "__main__":
    unittest.main()
