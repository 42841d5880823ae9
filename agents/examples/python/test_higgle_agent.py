"""The package by itself: python3 test_higgle_agent.py; what it plays is tested by tests/cli_outside.sh."""
import io
import unittest

import msgpack

from higgle_agent import Agent, Issue, Kind, Offer
from higgle_agent.philox import Philox
from higgle_agent.serve import Server
from higgle_agent.worth import Worth, split

PRICE = Issue("price", "EUR", 4, None, 0.0, 0.1, 0.3, 10.0)
COLOUR = Issue("colour", "", 2, ("red", "blue"), 0.0, 0.0, 0.0, 0.0)


def means(**other):
    return {"limit": 1.0, "alternatives": [], "stream": [1, 0, 0], "shift": 5.0, "parts": [-10.0, [0.0, 2.0]],
            "values": None, **other}


def brief(session, seat):
    issue = {"name": "price", "unit": "", "kind": 1, "size": 4, "names": None, "min": 0.0, "step": 0.1, "max": 0.3,
             "scale": 10.0}
    return {"session": session, "party": seat, "n_parties": 2, "role": "one", "text": "", "issues": [issue],
            "best": 5.0, "worst": 2.0, "limit": 1.0, "rounds": 3}


class First(Agent):
    heard = ()

    def hear(self, said):
        self.heard += (said.offer,)

    def act(self, turn):
        self.turn = turn
        return Offer(self.session.best())


class Worths(unittest.TestCase):
    def test_values_have_the_last_digit_right(self):
        self.assertEqual([PRICE.value(i) for i in range(4)], [0.0, 0.1, 0.2, 0.3])
        self.assertEqual(COLOUR.value(1), "blue")

    def test_worths_add_up(self):
        worth = Worth([PRICE, COLOUR], means(), {})
        self.assertEqual(worth.of((1, 1)), -1.0 + 2.0 + 5.0)
        self.assertEqual(worth.table.above(5.5), (1, 1))
        self.assertEqual(worth.table.above(7.5), (0, 1))  # none: the best

    def test_ties_go_to_the_lower_index(self):
        worth = Worth([PRICE, COLOUR], means(parts=[[1.0, 1.0, 0.0, 0.0], [0.0, 0.0]]), {})
        self.assertEqual(worth.table.above(5.5), (0, 0))
        self.assertEqual(worth.table.above(5.0), (2, 0))

    def test_listed_worths(self):
        worth = Worth([PRICE, COLOUR], means(parts=None, values=[float(i) for i in range(8)]), {})
        self.assertEqual(worth.of((3, 0)), 6.0 + 5.0)
        self.assertEqual(split(6, [4, 2]), (3, 0))

    def test_philox_is_numpys(self):  # numpy.random.Philox(key=[17, 2], counter=[0, 12345, 3 << 32 | 9, 0])
        stream = Philox([17, 12345, 3 << 32 | 9], purpose=2)
        expected = [0x1F41F9850C398383, 0x8D5FE4082A5C6882, 0xE80E5FD2638DD682, 0xBF862B7824B27E75, 0xAC45C8E675B3EBDC]
        self.assertEqual([stream.next() for _ in expected], expected)
        self.assertEqual(Philox([17, 12345, 3 << 32 | 9], purpose=2).uniform(), (expected[0] >> 11) * 2.0**-53)


class Conversation(unittest.TestCase):
    def setUp(self):
        self.made = []

        def make(session):
            self.made.append(First(session))
            return self.made[-1]

        self.server = Server(make, "test")

    def tell(self, *messages):
        for m in messages:
            self.server.hear(msgpack.unpackb(msgpack.packb(m), strict_map_key=False))
        return list(msgpack.Unpacker(io.BytesIO(self.server.take())))

    def test_two_seats_of_one_session(self):
        self.assertEqual(self.tell([0, 0, 0, 0, 0, 1, "x"]), [[Kind.HELLO, 0, 0, 0, 0, 1, "test"]])
        one = means(parts=[-10.0])
        self.tell([1, 9, 0, 0, 0, brief(9, 0)], [6, 9, 0, 0, 0, one], [1, 9, 0, 0, 1, brief(9, 1)], [6, 9, 0, 0, 1, one])
        said = self.tell([2, 9, 0, 1, 0, 0x100, [None, [2], False]])
        self.assertEqual(said, [[Kind.OFFER, 9, 0, 1, 0, [0]]])
        self.assertEqual(self.made[0].turn.tau, 0.5)
        self.assertEqual(self.made[0].turn.mine, (2,))
        self.tell(said[0])
        self.assertEqual([a.heard for a in self.made], [(), ((0,),)])
        self.tell([6, 9, 0, 0, 1, {"limit": 3.0, "alternatives": [["x", 3.0, 0.0, 2.0, True]]}])
        self.assertEqual(self.made[1].session.limit, 3.0)
        self.tell([4, 9, 0, 1, 0, 0, 1, [0], 5.0, 5.0], [4, 9, 0, 1, 1, 0, 1, [0], 5.0, 5.0])
        self.assertEqual(self.server._agents, {})
        self.tell([5, 0, 0, 0, 0])
        self.assertTrue(self.server.over)


if __name__ == "__main__":
    unittest.main()
