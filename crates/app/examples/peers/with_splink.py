"""Splink on a table with columns id, truth and fields; prints what it took and how right it was.

Argument: the table. Printed in the line `figures`: seconds, the most memory in MB, pairs kept, the best pairwise F1 of all
thresholds with pairs as they are, and with groups closed. Of a few people all pairs are looked at, with a dozen settings,
and the best is told; of many, those that share something, with one setting.
"""

import collections
import itertools
import logging
import resource
import sys
import time

import duckdb
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

logging.getLogger("splink").setLevel(logging.ERROR)


def comparisons(fields, names="names", day="date", close=False):
    out = []
    for name in fields:
        if name in ("given", "family"):
            kind = cl.NameComparison(name) if names == "names" else cl.JaroWinklerAtThresholds(name, [0.9, 0.7])
            out.append(kind.configure(term_frequency_adjustments=True))
        elif name == "birthday" and day == "date":
            out.append(cl.DateOfBirthComparison(name, input_is_string=True))
        elif name == "birthday" and day == "letters":
            out.append(cl.LevenshteinAtThresholds(name, [1, 2]))
        elif name == "birthday":
            out += [cl.ExactMatch(part) for part in ("birth_year", "birth_month", "birth_day")]
        elif name == "email":
            kind = cl.JaroWinklerAtThresholds(name, [0.95, 0.88]) if close else cl.EmailComparison(name)
            out.append(kind.configure(term_frequency_adjustments=True))
        elif name == "phone":
            out.append(cl.LevenshteinAtThresholds(name, [1, 2]))
        elif name == "street":
            out.append(cl.JaroWinklerAtThresholds(name, [0.92, 0.8]))
        else:
            kind = cl.LevenshteinAtThresholds(name, [1, 2]) if close else cl.ExactMatch(name)
            out.append(kind.configure(term_frequency_adjustments=True))
    return out


RULES = [
    ("email",),
    ("phone",),
    ("birthday", "given"),
    ("birthday", "family"),
    ("birthday", "postcode"),
    ("birthday", "town"),
    ("postcode", "given"),
    ("postcode", "family"),
    ("given", "family", "town"),
    ("given", "family", "organisation"),
    ("street", "given"),
    ("street", "family"),
]
LEARNT = [("email",), ("phone",), ("birthday", "family")]
LEARNT_SMALL = [[("given", "family"), ("birthday",)], [("birthday",), ("given",), ("family",)]]


def rules(all_rules, columns):
    return [block_on(*rule) for rule in all_rules if all(name in columns for name in rule)]


def best(pairs, true_ones):
    """The best F1 over all thresholds; pairs are (chance, right)."""
    pairs.sort(reverse=True)
    right = best_yet = 0
    for taken, (_, is_right) in enumerate(pairs, 1):
        right += is_right
        best_yet = max(best_yet, 2 * right / (taken + true_ones))
    return best_yet


def closed(pairs, truth, true_ones):
    """The best F1 of groups, over a few thresholds."""
    best_yet = 0
    for least in (0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999, 0.99999):
        of = {}

        def find(one):
            while of.setdefault(one, one) != one:
                of[one] = of[of[one]]
                one = of[one]
            return one

        for chance, a, b in pairs:
            if chance >= least:
                of[find(a)] = find(b)
        groups = {}
        for one in list(of):
            groups.setdefault(find(one), []).append(truth[one])
        taken = right = 0
        for group in groups.values():
            taken += len(group) * (len(group) - 1) // 2
            right += sum(own * (own - 1) // 2 for own in collections.Counter(group).values())
        best_yet = max(best_yet, 2 * right / (taken + true_ones))
    return best_yet


def link(connection, fields, compared, looked_at, learnt, least):
    """The name of the table of pairs, and what links."""
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        comparisons=compared,
        blocking_rules_to_generate_predictions=looked_at,
    )
    linker = Linker(DuckDBAPI(connection).register("people"), settings, log_level=logging.CRITICAL)
    certain = [("email",), ("given", "family", "birthday")]
    if "email" not in fields:
        certain = [("given", "family"), ("birthday", "family"), ("birthday", "given")]
    certain = rules(certain, fields)
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in rules(learnt, fields):
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(rule)
        except Exception as why:  # nothing to learn from
            print("not learnt from", rule, why, file=sys.stderr)
    return linker.inference.predict(threshold_match_probability=least), linker


def right(connection, table):
    truth = dict(connection.execute("SELECT id, truth FROM people").fetchall())
    # Of a million what is most unlikely is left out; so little of it is right that it changes no best.
    least = 0.001 if len(truth) < 5000 else 0.5
    pairs = connection.execute(
        f"SELECT match_probability, id_l, id_r FROM {table} WHERE match_probability >= {least}"
    ).fetchall()
    counts = {}
    for who in truth.values():
        counts[who] = counts.get(who, 0) + 1
    true_ones = sum(n * (n - 1) // 2 for n in counts.values())
    alone = best([(chance, truth[a] == truth[b]) for chance, a, b in pairs], true_ones)
    return len(pairs), alone, closed(pairs, truth, true_ones)


def read(path):
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute(
        """CREATE TABLE people AS SELECT *, substr(birthday, 1, 4) AS birth_year, substr(birthday, 6, 2) AS birth_month,
        substr(birthday, 9, 2) AS birth_day FROM read_csv(?, header = true, all_varchar = true, nullstr = '')""",
        [path],
    )
    columns = [row[0] for row in connection.execute("DESCRIBE people").fetchall()]
    fields = [name for name in columns if name not in ("id", "truth") and not name.startswith("birth_")]
    return connection, fields, connection.execute("SELECT COUNT(*) FROM people").fetchall()[0][0]


def memory():
    """The most so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    began = time.time()
    connection, fields, people = read(sys.argv[1])
    if people < 5000:
        found = []
        ways = itertools.product(("names", "letters"), ("date", "letters", "parts"), (False, True), LEARNT_SMALL)
        for names, day, close, learnt in ways:
            connection, _, _ = read(sys.argv[1])
            compared = comparisons(fields, names, day, close)
            predicted, _ = link(connection, fields, compared, ["1=1"], learnt, 0.001)
            found.append(right(connection, predicted.physical_name))
        alone, grouped = max(one[1] for one in found), max(one[2] for one in found)
        pairs = max(one[0] for one in found)
        took, peak = time.time() - began, memory()
    else:
        predicted, linker = link(connection, fields, comparisons(fields), rules(RULES, fields), LEARNT, 0.01)
        linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=0.9)
        took, peak = time.time() - began, memory()
        pairs, alone, grouped = right(connection, predicted.physical_name)
    print("figures", round(took, 2), round(peak), pairs, round(alone, 4), round(grouped, 4))


main()
