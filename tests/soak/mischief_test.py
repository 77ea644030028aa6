import unittest

from soak.mischief import Mischief


def words(mischief: Mischief, verbs: int) -> "list[str]":
    return [mischief.next() for _ in range(verbs)]


class MischiefTest(unittest.TestCase):
    def test_the_same_seed_gives_the_same_play(self) -> None:
        self.assertEqual(words(Mischief(16, 7), 200), words(Mischief(16, 7), 200))

    def test_every_kind_of_verb_comes_up(self) -> None:
        kinds = {verb.split()[0] for verb in words(Mischief(16, 1), 2000)}
        self.assertLessEqual({"start", "stop", "kill", "remove_chip", "add_chip", "slow", "hang",
                              "error", "garbage", "heal", "reset", "ecc", "kernel_log",
                              "reload_driver", "unload_driver", "load_driver"}, kinds)

    def test_firmware_is_spoken_of_only_where_a_driver_tells_of_it(self) -> None:
        self.assertFalse([verb for verb in words(Mischief(16, 1), 2000)
                          if verb.startswith("health ")])
        told = words(Mischief(16, 1, has_firmware=True), 2000)
        version = ""
        for verb in told:
            version = verb.split()[1] if verb.startswith("load_driver ") else version
            if verb.startswith("health "):
                self.assertIn(version, ("2.30.2", "2.31.7"))
        self.assertTrue([verb for verb in told if verb.startswith("health ")])

    def test_a_workload_takes_its_chips_until_it_ends(self) -> None:
        mischief = Mischief(4, 3)
        while not (verb := mischief.next()).startswith("start "):
            pass
        chips = {int(chip) for chip in verb.split("chips=")[1].split(",")}
        self.assertLessEqual(chips, mischief.taken())

    def test_without_a_driver_no_chip_is_free(self) -> None:
        mischief = Mischief(4, 5)
        while mischief.next() != "unload_driver":
            pass
        self.assertEqual(mischief.taken(), {0, 1, 2, 3})
        self.assertTrue(mischief.next().startswith("load_driver "))

    def test_no_chip_is_taken_away_from_a_workload(self) -> None:
        mischief = Mischief(16, 11)
        for _ in range(1000):
            before = mischief.taken()
            verb = mischief.next()
            if verb.startswith("remove_chip "):
                self.assertNotIn(int(verb.split()[1]), before)

    def test_only_files_that_are_there_are_healed(self) -> None:
        removed: "set[int]" = set()
        for verb in words(Mischief(16, 17), 1000):
            kind, rest = verb.split(" ", 1) if " " in verb else (verb, "")
            if kind == "remove_chip":
                removed.add(int(rest))
            elif kind == "add_chip":
                removed.remove(int(rest.split()[0]))
            elif kind in ("reload_driver", "unload_driver"):
                removed.clear()
            elif kind == "heal":
                self.assertNotIn(int(rest.split("/neuron_device/neuron")[1].split("/")[0]), removed)

    def test_peace_undoes_everything(self) -> None:
        mischief = Mischief(16, 13)
        words(mischief, 300)
        mischief.peace()
        self.assertEqual(mischief.taken(), set())
        self.assertEqual(mischief.peace(), [])


if __name__ == "__main__":
    unittest.main()
