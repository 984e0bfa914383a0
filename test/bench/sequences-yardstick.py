"""msticpy's own model of command sequences: learning, likelihoods, rarest windows of two and three.

Reads [[command, ...], ...], prints the seconds it took.
"""
import json
import sys
import time

from msticpy.analysis.anomalous_sequence.model import Model

if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        sessions = json.load(file)
    begun = time.perf_counter()
    model = Model(sessions=sessions)
    model.train()
    model.compute_scores(use_start_end_tokens=True)
    print(json.dumps({"seconds": time.perf_counter() - begun, "sessions": len(sessions)}))
