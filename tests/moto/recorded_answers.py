"""Recorded answers against AWS's own service models, as botocore ships them.

Every member of every file under fixtures/responses must be one the service's model gives to that operation, under
its wire name, with a value of the model's type; enum values must be in the model's set. The tests' own endpoint
serves these files, so this is what keeps it honest.
"""

import json
import pathlib
import sys

import botocore.session

ROOT = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "responses"


def problems(shape, value, path):
    kind = shape.type_name
    if kind == "structure":
        if not isinstance(value, dict):
            return [f"{path}: not an object"]
        names = {m.serialization.get("name", n): m for n, m in shape.members.items()}
        found = []
        for name, member in value.items():
            if name in names:
                found += problems(names[name], member, f"{path}.{name}")
            else:
                found.append(f"{path}.{name}: the model has no such member")
        missing = set(shape.required_members) - set(value)
        missing = {m for m in missing if shape.members[m].serialization.get("name", m) not in value}
        return found + [f"{path}: required member {m} is missing" for m in sorted(missing)]
    if kind == "list":
        if not isinstance(value, list):
            return [f"{path}: not a list"]
        return [p for i, item in enumerate(value) for p in problems(shape.member, item, f"{path}[{i}]")]
    if kind == "map":
        if not isinstance(value, dict):
            return [f"{path}: not a map"]
        return [p for k, v in value.items() for p in problems(shape.value, v, f"{path}.{k}")]
    types = {
        "boolean": bool,
        "integer": int,
        "long": int,
        "double": (int, float),
        "float": (int, float),
        "string": str,
        "blob": str,
        "timestamp": (str, int, float),
    }
    if not isinstance(value, types[kind]) or (isinstance(value, bool) and kind != "boolean"):
        return [f"{path}: {value!r} is not a {kind}"]
    enum = getattr(shape, "enum", None)
    if enum and value not in enum:
        return [f"{path}: {value!r} is not one of {', '.join(enum)}"]
    return []


def error_problems(operation, error, path):
    """An error must be well formed; its code may be one that the model leaves to all operations."""
    if set(error) != {"status", "code", "message"}:
        return [f"{path}: an error has status, code and message"]
    modelled = {e.name for e in operation.error_shapes} | {"AccessDeniedException"}
    if error["code"] not in modelled:
        return [f"{path}: {operation.name} has no error {error['code']}"]
    return []


def main():
    session = botocore.session.get_session()
    models = {}
    bad, files = [], 0
    for file in sorted(ROOT.glob("*/*/*.json")):
        service, operation = file.name.split(".")[:2]
        if service not in models:
            models[service] = session.get_service_model(service)
        operation = models[service].operation_model(operation.rsplit("_", 1)[0] if "_" in operation else operation)
        body = json.loads(file.read_text(encoding="utf-8"))
        where = str(file.relative_to(ROOT))
        files += 1
        if "$error" in body:
            bad += error_problems(operation, body["$error"], where)
        else:
            bad += problems(operation.output_shape, body, where)
    print(f"{files} recorded answers, {len(bad)} problems")
    for line in bad:
        print(line, file=sys.stderr)
    return 1 if bad or not files else 0


if __name__ == "__main__":
    sys.exit(main())
