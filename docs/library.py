"""From a folder of documents to a table and a plot: who observed which election, and with how many people.

Each `# %%` opens a cell for editors that know notebooks (VS Code, PyCharm, Jupyter with jupytext); as a script it runs from
top to bottom:

    python docs/library.py [FOLDER] [OUTPUT]
"""

# %% Do the documents. The second time, only those that changed are done.
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import msgspec
import pandas as pd

from pipeline import Extraction, run

FOLDER = Path(sys.argv[1] if len(sys.argv) > 1 else "fixtures/documents")
OUTPUT = Path(sys.argv[2] if len(sys.argv) > 2 else "output")

summary = run(FOLDER, OUTPUT)
print(f"{summary.done} done, {summary.unchanged} unchanged, {summary.failed} failed")

# %% Read the extracts back, each with its types.
extractions = [
    msgspec.json.decode(path.read_bytes(), type=Extraction) for path in sorted((OUTPUT / "documents").rglob("*.json"))
]

# %% A row a group of observers that was there, with the place in the text that says so.
rows = [
    {
        "source": extraction.document.source,
        "country": mission.country,
        "year": (mission.election.date.value or "")[:4] if mission.election and mission.election.date else "",
        "head": mission.head.name if mission.head else None,
        "role": group.role.replace("_", " "),
        "observers": group.value,
        "place": mission.evidence[f"observers[{place}]"][0].span[0],
    }
    for extraction in extractions
    for mission in extraction.records.missions
    for place, group in enumerate(mission.observers)
    if group.status == "deployed" and group.part_of is None
]
table = pd.DataFrame(rows)
print(table.to_string(index=False))

# %% The same, a column a role.
by_mission = table.pivot_table(index=["country", "year"], columns="role", values="observers", aggfunc="max")
print(by_mission.to_string())

# %% Bars for each election. They are not stacked: a total is not one more group.
axes = by_mission.plot.barh(figsize=(8, 5), xlabel="people", ylabel="")
axes.set_title("Observers by role, as the documents state them")
plt.tight_layout()
plt.savefig(OUTPUT / "observers.png", dpi=120)
print(f"plot: {OUTPUT / 'observers.png'}")
