"""The package by itself: python3 test_higgle_agent.py; what it plays is tested by tests/cli_outside.sh."""
import io
import os
import subprocess
import sys
import unittest
from contextlib import redirect_stderr

import msgpack

from higgle_agent import Accept, Agent, Issue, Kind, Offer, Reject, Walk, Withdraw, plain
from higgle_agent.philox import Philox
from higgle_agent.serve import Server, explain
from higgle_agent.settings import Wrong, read
from higgle_agent.worth import Worth, known_worth, split

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

    def test_names_count_by_their_index(self):
        self.assertEqual(Worth([COLOUR], means(parts=[3.0])).of((1,)), 3.0 + 5.0)

    def test_worths_add_up(self):
        worth = Worth([PRICE, COLOUR], means())
        self.assertEqual(worth.of((1, 1)), -1.0 + 2.0 + 5.0)
        self.assertEqual(worth.table.above(5.5), (1, 1))
        self.assertEqual(worth.table.above(7.5), (0, 1))  # none: the best

    def test_ties_go_to_the_lower_index(self):
        worth = Worth([PRICE, COLOUR], means(parts=[[1.0, 1.0, 0.0, 0.0], [0.0, 0.0]]))
        self.assertEqual(worth.table.above(5.5), (0, 0))
        self.assertEqual(worth.table.above(5.0), (2, 0))

    def test_listed_worths(self):
        worth = Worth([PRICE, COLOUR], means(parts=None, values=[float(i) for i in range(8)]))
        self.assertEqual(worth.of((3, 0)), 6.0 + 5.0)
        self.assertEqual(split(6, [4, 2]), (3, 0))

    def test_sessions_share_what_they_have_in_common(self):
        dearer = Issue("price", "EUR", 4, None, 1.0, 0.1, 1.3, 10.0)  # the same but for its values
        known = {}
        one, other = (known_worth([i], means(parts=[-10.0]), known) for i in (PRICE, dearer))
        self.assertEqual([one.of((1,)), other.of((1,))], [4.0, -6.0])
        self.assertIs(known_worth([PRICE], means(parts=[-10.0]), known), one)

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


    def test_moves_as_they_are_said(self):
        head = [2, 9, 0, 1, 0]
        for move, said in ((Accept(), [9]), (Reject(), [10]), (Withdraw(), [12]), (Walk(0, 1), [11, 0, 1])):
            self.server._move(head, move)
            self.assertEqual(self.tell(), [[said[0], 9, 0, 1, 0, *said[1:]]])
        with self.assertRaisesRegex(TypeError, "act\\(\\) returned 7"):
            self.server._move(head, 7)


    def test_what_is_no_outcome_is_told_to_its_author(self):
        self.tell([1, 9, 0, 0, 0, brief(9, 0)], [6, 9, 0, 0, 0, means(parts=[-10.0])])
        for wrong in ((), (0, 0), (0.5,), (float("nan"),), (-1,), 3, None):
            with self.assertRaisesRegex(TypeError, "an index each of price"):
                self.server._move([2, 9, 0, 1, 0], Offer(wrong))
        self.server._move([2, 9, 0, 1, 0], Offer([3]))
        self.assertEqual(self.tell(), [[Kind.OFFER, 9, 0, 1, 0, [3]]])


    def test_its_last_words_name_the_line_of_the_agent(self):
        def wrong():
            return 1 / 0

        try:
            wrong()
        except ZeroDivisionError as caught:
            why = caught
        with self.assertRaisesRegex(SystemExit, r"^test_higgle_agent.py:\d+: ZeroDivisionError: division by zero$"), redirect_stderr(io.StringIO()):
            explain(why)


    def test_what_it_cannot_play_it_gives_up(self):
        large = brief(9, 0)
        large["issues"][0] = {**large["issues"][0], "size": 1 << 20}
        self.assertEqual(self.tell([1, 9, 0, 0, 0, large], [6, 9, 0, 0, 0, means(parts=[-10.0])]), [[Kind.BYE, 9, 0, 0, 0]])
        self.assertEqual(self.tell([2, 9, 0, 1, 0, 0x100, [None, None, False]]), [[Kind.BYE, 9, 0, 1, 0]])
        self.tell([4, 9, 0, 1, 0, 4, 0, None, 1.0, 1.0])
        self.assertEqual(self.server._agents, {})


    def test_at_a_terminal_it_says_who_asks_it(self):
        try:
            _, terminal = os.openpty()
        except OSError:
            self.skipTest("no pseudo terminals here")
        boulware = os.path.join(os.path.dirname(os.path.abspath(__file__)), "boulware.py")
        ended = subprocess.run([sys.executable, "-B", boulware], stdin=terminal, capture_output=True, text=True)
        self.assertEqual(ended.returncode, 1)
        self.assertIn("boulware.py waits for the simulator to ask it: higgle run", ended.stderr)


class Plain(unittest.TestCase):
    """Messages without the package msgpack, held against it."""

    edges = [0, 127, 128, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**64 - 1, -1, -32, -33, -128, -129, -2**15, -2**15 - 1, -2**31, -2**31 - 1, -2**63]
    values = [None, True, False, 0.1, float("inf"), "", "x" * 31, "é" * 20, "x" * 256, *edges, [], [1] * 15, [2] * 16,
              (3,), [[Kind.OFFER, 1, [2, [None]]]], ["x"] * 70000]

    def test_it_says_what_msgpack_says(self):
        for value in self.values[:-1]:
            self.assertEqual(plain.pack(value), msgpack.packb(value), value)
        for value in ({}, b"x", object()):
            with self.assertRaises(TypeError):
                plain.pack(value)
        with self.assertRaises(OverflowError):
            plain.pack(2**64)

    def test_it_hears_what_msgpack_says_in_pieces(self):
        for value in [*self.values, {"a": [1.5, {"b": None}]}]:
            whole = msgpack.packb(value)
            for cut in {0, 1, len(whole) // 2, len(whole) - 1, len(whole)}:
                unpacker = plain.Unpacker()
                unpacker.feed(whole[:cut])
                heard = list(unpacker)
                unpacker.feed(whole[cut:] + whole)
                heard += unpacker
                self.assertEqual(heard, [msgpack.unpackb(whole)] * 2)
        with self.assertRaisesRegex(ValueError, "0xc1 begins nothing"):
            unpacker.feed(b"\xc1")
            list(unpacker)


class Settings(unittest.TestCase):
    def test_they_are_of_their_defaults_type(self):
        self.assertEqual(read(["beta=1", "n=3"], {"beta": 0.2, "n": 1, "word": "a"}), {"beta": 1.0, "n": 3, "word": "a"})

    def test_wrong_ones_are_told(self):
        for text, why in (("bta=1", 'did you mean "beta"'), ("zzz=1", "known: beta"), ("beta", "written KEY=VALUE"),
                          ("beta=x", 'not "x"')):
            with self.assertRaisesRegex(Wrong, why):
                read([text], {"beta": 0.2})


if __name__ == "__main__":
    unittest.main()
