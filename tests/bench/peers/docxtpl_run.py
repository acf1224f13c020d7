"""docxtpl: docxtpl_run.py TEMPLATE ANSWERS RUNS OUT prints one JSON object, times in ms, memory in bytes.

The template's bytes are in memory; it is parsed again for each document, as docxtpl needs."""

import io
import json
import resource
import statistics
import sys
import time

from docxtpl import DocxTemplate

template, answers, runs, out = sys.argv[1:]
with open(template, "rb") as file:
    raw = file.read()
with open(answers, encoding="utf-8") as file:
    data = json.load(file)

times = []
for _ in range(int(runs)):
    start = time.perf_counter()
    document = DocxTemplate(io.BytesIO(raw))
    document.render(data, autoescape=True)
    made = io.BytesIO()
    document.save(made)
    times.append((time.perf_counter() - start) * 1e3)

with open(out, "wb") as file:
    file.write(made.getvalue())
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"median": statistics.median(times), "min": min(times), "peak_rss": peak}))
