#!/bin/sh
# Measures of deals and of offers in the tables, against a second implementation that reads what `show` prints: solutions out of the Pareto
# frontier, moves out of a session's offers.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1

python=$(command -v python3 || true)
[ "$python" ] || echo "no python3 here: tables are made, but not checked against a second implementation"

cat >check.py <<'END'
import csv, json, math, subprocess, sys
higgle, run, scenario, exact = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
show = lambda *a: json.loads(subprocess.run([higgle, "show", *a, "--json"], capture_output=True, text=True).stdout)
s = show(scenario, *[word for setting in exact for word in ("--set", setting)])
roles, pie0, rounds = list(s["reservation"]), s.get("pie"), s["rounds"]
lowest = {r: s["worst"][r] if pie0 is not None or s["worst"][r] < 0 else 0 for r in roles}
span = {r: s["best"][r] - lowest[r] for r in roles}
rows = list(csv.DictReader(open(run + "/sessions.csv")))
checked = 0
SHARES = ["silent", "nice", "concession", "unfortunate", "selfish", "fortunate"]

def same(row, column, value):
    global checked
    got = row[column]
    if value is None:
        assert got == "", (column, got, "empty")
    else:
        assert got != "" and abs(float(got) - value) <= 1e-9 * max(1, abs(value)), (row["session"], column, got, value)
    checked += 1

def deal(row):
    u = [float(row["utility_" + r]) for r in roles]
    d = [float(row["alternative_" + r]) for r in roles]
    # the pie moves with what is drawn: the base worth of the first role
    money = row["surplus_share_" + roles[0]] != ""
    shift = float(row["pie"]) - pie0 if money else 0
    points = [[x + (shift if i == 0 else 0) for i, x in enumerate(p)] for p in s["pareto"]]
    best = [max(p[i] for p in points) for i in range(len(roles))]
    scale = [float(row["pie"])] * len(roles) if money else best
    far = lambda p: math.sqrt(sum(((a - b) / c) ** 2 for a, b, c in zip(u, p, scale)))
    gains = lambda p: [a - b for a, b in zip(p, d)]
    rational = [p for p in points if min(gains(p)) >= 0]
    ideal = [max([gains(p)[i] for p in rational], default=0) for i in range(len(roles))]
    worth = {"nash": lambda p: math.prod(gains(p)), "egalitarian": lambda p: min(gains(p)),
             "kalai_smorodinsky": lambda p: min([g / i for g, i in zip(gains(p), ideal) if i > 0], default=0), "utilitarian": sum}
    same(row, "distance_pareto", min(map(far, points)))
    for name, of in worth.items():
        among = points if name == "utilitarian" else rational
        most = max(map(of, among), default=None)
        as_good = [p for p in among if of(p) >= most - 1e-9 * max(abs(most), 1e-3)]
        same(row, "distance_" + name, min(map(far, as_good)) if among else None)
    most = max(map(worth["nash"], rational), default=0)
    same(row, "nash_product", math.prod(max(0, g) for g in gains(u)) / most if most > 0 else None)

def slope(pairs):
    n = len(pairs)
    if n < 3: return None
    mx, my = sum(x for x, _ in pairs) / n, sum(y for _, y in pairs) / n
    xx, xy = sum((x - mx) ** 2 for x, _ in pairs), sum((x - mx) * (y - my) for x, y in pairs)
    return xy / xx if xx > 1e-12 else None

def step(own, other):
    if abs(own) < .03 and abs(other) < .03: return "silent"
    if abs(own) < .03 and other > 0: return "nice"
    if own < 0 and other >= 0: return "concession"
    if own <= 0 and other < 0: return "unfortunate"
    return "selfish" if other <= 0 else "fortunate"

def offers(row):
    told = show(run, row["session"])
    made = [(e["role"], e["utilities"], e["round"]) for e in told["trace"] if e["kind"] == "OFFER"]
    for me in roles:
        mine = [i for i, o in enumerate(made) if o[0] == me]
        x = [made[i][1][me] for i in mine]
        down = [a - b for a, b in zip(x, x[1:])]
        same(row, "total_concession_" + me, x[0] - x[-1] if x else None)
        same(row, "moves_" + me, max(0, len(x) - 1))
        same(row, "monotonicity_" + me, sum(c >= 0 for c in down) / len(down) if down else None)
        late = [(c, made[i][2] / (rounds - 1)) for c, i in zip(down, mine[1:]) if c > 0]
        same(row, "temporal_patience_" + me, sum(c * t for c, t in late) / sum(c for c, _ in late) if late else None)
        if len(roles) != 2:
            for name in [n + "_moves_" for n in SHARES] + ["concession_rate_", "reciprocity_"]: same(row, name + me, None)
            continue
        it = roles[1 - roles.index(me)]
        pairs, kinds = [], []
        for a, b in zip(mine, mine[1:]):
            before = [i for i in range(a) if made[i][0] == it]
            after = [i for i in range(b) if made[i][0] == it]
            kinds.append(step(*[(made[b][1][r] - made[a][1][r]) / span[r] for r in (me, it)]))
            if before and after[-1] != before[-1]:
                pairs.append((made[after[-1]][1][me] - made[before[-1]][1][me], made[a][1][me] - made[b][1][me]))
        for name in SHARES: same(row, name + "_moves_" + me, kinds.count(name) / len(kinds) if kinds else None)
        same(row, "reciprocity_" + me, slope(pairs))

full = any(row["moves_" + roles[0]] != "" for row in rows)
for row in rows:
    if row["outcome"] == "deal": deal(row)
    else:
        for c in row:
            if c.startswith("distance_") or c == "nash_product": same(row, c, None)
    if full: offers(row)
    else:
        for r in roles: same(row, "moves_" + r, None), same(row, "concession_rate_" + r, None), same(row, "silent_moves_" + r, None)
print(checked, "values of", "offers and" if full else "", "deals:", sum(row["outcome"] == "deal" for row in rows))
END

# what, run, scenario, settings of `show`: agrees, and is about what it should be about
agrees() {
    [ "$python" ] || return 0
    what=$1
    shift
    python3 check.py "$higgle" "$@" >checked 2>&1
    code=$?
    that [ "$code" -eq 0 ]
    that grep -q "$what" checked
    [ "$code" -eq 0 ] || cat checked
}
no_numbers_without_meaning() {
    that [ "$(cat "$1"/*.csv | grep -ciE '(^|,)-?(nan|inf)(,|$)')" = 0 ]
}

# transferable utilities: a trace per session, and none
expect 0 run used-car --seed 17 -n 12 --log full --out used
no_numbers_without_meaning used
agrees "values of offers and deals: 12" used used-car
expect 0 run used-car --seed 17 -n 12 --log sessions --out rows
agrees "values of  deals: 12" rows used-car
cut=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "nash_product") print i }' used/sessions.csv)
cut -d, -f"1-$cut" used/sessions.csv >a
cut -d, -f"1-$cut" rows/sessions.csv >b
that cmp a b

# limits and a base worth that are drawn
expect 0 run used-car --seed 3 -n 40 --log sessions --set 'seller.reservation={min: 0, max: 1500}' --set 'buyer.reservation={mean: 300, sd: 200}' --out drawn
agrees deals drawn used-car
expect 0 run used-car --seed 3 -n 40 --log full --set 'buyer.value.base={min: 10000, max: 13000}' --out base
agrees "offers and deals" base used-car
expect 0 run split-the-pie --seed 3 -n 40 --log full --set 'issues.share.step=0.05' --set 'one.alternatives.outside.worth={min: 0, max: 0.4}' --out pie
no_numbers_without_meaning pie
agrees "offers and deals" pie split-the-pie issues.share.step=0.05

# utilities that are not transferable, three parties, nothing to agree on, talks without an end
expect 0 run salary --seed 5 -n 12 --log full --out weights
agrees "offers and deals" weights salary
expect 0 run heirs --seed 5 -n 8 --log full --out three
no_numbers_without_meaning three
agrees "offers and deals" three heirs
expect 0 run split-the-pie --seed 1 -n 4 --log full --set one.alternatives.outside.worth=0.8 --out none
no_numbers_without_meaning none
agrees "deals: 0" none split-the-pie one.alternatives.outside.worth=0.8

# what they are, and that a claim can be about them
expect 0 describe distance_nash
says out "Baarslag et al. 2013"
says out "at the limits of the end"
expect 0 describe reciprocity_buyer
says out "empty unless every offer is kept (--log full)"
says out "yes: any claim"
expect 0 cite
says out "Negotiation Dynamics: Analysis, Concession Tactics, and Outcomes"
cat >claim.yaml <<'END'
experiment: claim
scenario: split-the-pie
vary:
  way:
    low:  {one.alternatives.outside.worth: 0.1}
    high: {one.alternatives.outside.worth: 0.4}
sessions: 40
hypotheses:
  further: {measure: distance_nash, falls_with: way}
  less: {measure: concession_rate_one, falls_with: way}
END
expect 0 sweep claim.yaml --log full --no-figures --out kept
says out "concession_rate_one  slope -"
expect 6 sweep claim.yaml --no-figures --out unkept
says out "without a value"
finish
