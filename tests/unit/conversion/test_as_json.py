"""The shape of `wslearn convert --json`, which scripts rely on."""

import json

from wslearn.conversion import as_json, convert


def test_shape_of_a_conversion() -> None:
    """Forms with their typed trees, changes and the outcome, in plain JSON."""
    shape = json.loads(json.dumps(as_json(convert("{3: (1.0,)}"))))

    assert list(shape) == ["v", "kind", "source", "came_back", "forms", "changes"]
    assert (shape["v"], shape["kind"], shape["source"], shape["came_back"]) == (1, "conversion", "{3: (1.0,)}", False)
    assert shape["forms"][0]["value"] == {
        "type": "dict",
        "text": "",
        "items": [
            {
                "key": "3",
                "key_type": "int",
                "name": "3",
                "value": {
                    "type": "tuple",
                    "text": "",
                    "items": [
                        {
                            "key": "0",
                            "key_type": "index",
                            "name": "0",
                            "value": {"type": "float", "text": "1.0", "items": []},
                        }
                    ],
                },
            }
        ],
    }
    assert [(form["language"], form["made_by"], form["size"], form["error"]) for form in shape["forms"]][1:3] == [
        ("json", "json.dumps", 12, None),
        ("utf-8", "str.encode", 12, None),
    ]
    assert shape["changes"][0] == {
        "where": "value[3]",
        "before": "key 3",
        "after": 'key "3"',
        "why": "In JSON every key is a string.",
        "made_by": "json.dumps",
    }


def test_shape_of_an_error() -> None:
    """An error has the words, whose they are, and no value."""
    form = as_json(convert("{1}"))["forms"][1]

    assert form["value"] is None
    assert form["error"] == {
        "by": "Python",
        "type": "TypeError",
        "message": "Object of type set is not JSON serializable",
        "hint": "",
    }
