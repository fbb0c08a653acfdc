#!/usr/bin/env python3
"""Rewrites annotations to the event types of an evaluation set: `event_types.py MAP.json < annotations > mapped`.

The map gives for each of our types (subtype, else type) the name in the set; events of other types are left out, and
content of events ("demanded a ransom") stands beside them, as the set has it.
"""
import json
import sys


def flat(events):
    for event in events:
        inner = event.pop("content", [])
        yield event
        yield from flat(inner)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        names = json.load(file)
    for line in sys.stdin:
        article = json.loads(line)
        events = []
        for event in flat(article["events"]):
            name = names.get(event["subtype"], names.get(event["type"]))
            if name:
                events.append({**event, "type": name})
        print(json.dumps({**article, "events": events}, ensure_ascii=False))


if __name__ == "__main__":
    main()
