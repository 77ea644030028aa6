import unittest
from typing import Any, Dict, List

from e2e.ecs import FreeSet
from e2e.follower import Seen
from e2e.second_law import lies, published_lies, table_lies, taken_spans
from e2e.tables import Table


def chip(**changes: Any) -> Dict[str, Any]:
    """Chip 3, which is well."""
    return {"index": 3, "verdict": "VERDICT_OK", "verdict_reason": "none",
            "occupancy": "OCCUPANCY_FREE", **changes}


def seen(sequence: int, *chips: Dict[str, Any], free: List[int], **changes: Any) -> Seen:
    return Seen(float(sequence), {"sequence": str(sequence), "chips": list(chips),
                                  "free_chips": free, "health": "NODE_HEALTH_OK", **changes})


def core(**fields: Any) -> Dict[str, Any]:
    return chip(cores=[{"index": 0, **fields}])


class LiesTest(unittest.TestCase):
    def check(self, said: str, *stream: Seen) -> None:
        """That is the only lie."""
        found = lies(stream)
        self.assertEqual(len(found), 1, found)
        self.assertIn(said, found[0])

    def test_a_chip_that_is_well_and_free_is_no_lie(self) -> None:
        ill = chip(verdict="VERDICT_BAD", verdict_reason="x", verdict_evidence="y",
                   verdict_clears_when="z")
        self.assertEqual(lies([seen(1, chip(), free=[3]),
                               seen(2, ill, free=[], health="NODE_HEALTH_IMPAIRED")]), [])

    def test_what_is_ill_held_or_gone_is_not_free(self) -> None:
        unknown = chip(verdict="VERDICT_UNKNOWN", verdict_evidence="y")
        self.check("free, and VERDICT_UNKNOWN",
                   seen(1, unknown, free=[3], health="NODE_HEALTH_UNKNOWN"))
        self.check("OCCUPANCY_HELD", seen(1, chip(occupancy="OCCUPANCY_HELD"), free=[3]))
        self.check("[4] are free, and not there", seen(1, chip(), free=[4]))

    def test_a_verdict_is_explained(self) -> None:
        bad = {"verdict": "VERDICT_BAD", "verdict_reason": "x"}
        self.check("without evidence", seen(1, chip(**bad, verdict_clears_when="z"), free=[],
                                            health="NODE_HEALTH_IMPAIRED"))
        self.check("nothing ends it", seen(1, chip(**bad, verdict_evidence="y"), free=[],
                                           health="NODE_HEALTH_IMPAIRED"))
        self.check("ok, and x", seen(1, chip(verdict_reason="x"), free=[]))
        self.check("the host is ok", seen(1, chip(**bad, verdict_evidence="y",
                                                  verdict_clears_when="z"), free=[]))

    def test_what_is_unknown_has_a_reason_and_no_value(self) -> None:
        self.check("has a value or no reason",
                   seen(1, core(x=1, unknown=[{"field": "x", "reason": "y"}]), free=[]))
        self.check("has a value or no reason", seen(1, core(unknown=[{"field": "x"}]), free=[]))

    def test_no_total_falls_and_no_rate_is_negative(self) -> None:
        self.check("fell from 7.0 to 6.0", seen(1, core(x_total="7"), free=[]),
                   seen(2, core(), free=[]), seen(3, core(x_total="6"), free=[]))
        self.check("is -1", seen(1, core(x_per_second=-1), free=[]))
        self.check("is used 1.5", seen(1, core(utilization={"ratio": 1.5}), free=[]))

    def test_snapshots_come_in_their_order(self) -> None:
        self.check("it follows 2", seen(2, free=[]), seen(2, free=[]))


class TableLiesTest(unittest.TestCase):
    ILL = chip(verdict="VERDICT_BAD", verdict_reason="x")
    # Chip 3 is ill from 12 on.
    STREAM = [seen(1, chip(), free=[3]), seen(10, chip(), free=[3]), seen(12, ILL, free=[]),
              seen(19, ILL, free=[])]
    WELL_ROW = {"chip": "3", "verdict": "ok", "verdict_reason": "none", "free": "yes"}
    ILL_ROW = {"chip": "3", "verdict": "bad", "verdict_reason": "x", "free": "no"}

    def listed(self, at: float, *rows: Dict[str, str]) -> List[str]:
        return table_lies(self.STREAM, Table("ls", at, at + 0.1, list(rows), 0))

    def test_a_table_may_say_what_one_of_the_latest_snapshots_says(self) -> None:
        self.assertEqual(self.listed(5, self.WELL_ROW), [])
        self.assertEqual(self.listed(11.5, self.WELL_ROW), [])
        self.assertEqual(self.listed(11.5, self.ILL_ROW), [])
        self.assertEqual(self.listed(15, {**self.ILL_ROW, "free": "unknown"}), [])

    def test_a_table_may_not_say_anything_else(self) -> None:
        self.assertEqual(len(self.listed(15, self.WELL_ROW)), 1)
        self.assertEqual(len(self.listed(6, self.ILL_ROW)), 1)
        self.assertEqual(len(self.listed(15, {**self.ILL_ROW, "verdict_reason": "y"})), 1)
        self.assertEqual(len(self.listed(15, {**self.ILL_ROW, "free": "yes"})), 1)

    def test_a_table_lists_all_chips_and_no_other(self) -> None:
        self.assertEqual(len(self.listed(5)), 1)
        self.assertGreater(len(self.listed(5, self.WELL_ROW, {**self.WELL_ROW, "chip": "4"})), 0)

    def test_health_is_no_success_while_a_chip_is_ill(self) -> None:
        row = {"chip": "3", "verdict": "bad", "reason": "x"}
        self.assertEqual(len(table_lies(self.STREAM, Table("health", 15, 15.1, [row], 0))), 1)
        self.assertEqual(table_lies(self.STREAM, Table("health", 15, 15.1, [row], 1)), [])


class PublishedLiesTest(unittest.TestCase):
    # Chip 3 is not free from 2 to 10.
    STREAM = [seen(1, chip(), free=[3]), seen(2, chip(), free=[]), seen(9, chip(), free=[]),
              seen(10, chip(), free=[3])]

    def published(self, *told: FreeSet) -> List[str]:
        return published_lies(self.STREAM, told, clock_offset=100, delay=3)

    def test_knows_when_a_chip_was_taken(self) -> None:
        self.assertEqual([(span.begin, span.end) for span in taken_spans(self.STREAM)], [(2, 10)])

    def test_ecs_may_lag_behind_for_a_while(self) -> None:
        self.assertEqual(self.published(FreeSet(100.5, "_03_"), FreeSet(104.9, "_none_"),
                                        FreeSet(109.5, "_03_")), [])

    def test_ecs_may_not_hold_what_is_taken(self) -> None:
        self.assertEqual(len(self.published(FreeSet(100.5, "_03_"))), 1)
        self.assertEqual(len(self.published(FreeSet(102, "_none_"), FreeSet(107, "_03_"))), 1)


if __name__ == "__main__":
    unittest.main()
