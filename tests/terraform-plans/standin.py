"""A stand-in for Terraform's AWS provider: it knows schemas (types.txt) and nothing else.

Terraform asks it what types there are and what a plan makes of a configuration. What is configured stays, what the
provider would compute is unknown, and nothing is ever created. Runs below Terraform, as its plugin; needs the PyPI
package `tf`, whose gRPC stubs it uses.
"""

import json
import pathlib
import sys

from tf import provider, runner
from tf.gen import tfplugin_pb2 as pb
from tf.gen import tfplugin_pb2_grpc as rpc
from tf.types import Unknown
from tf.utils import read_dynamic_value, to_dynamic_value

TYPES = {"string": "string", "bool": "bool", "number": "number"}
NESTING = {"list": pb.Schema.NestedBlock.LIST, "set": pb.Schema.NestedBlock.SET}


def constraint(text):
    """`list(string)` -> the JSON that Terraform has for a type."""
    if text in TYPES:
        return text
    outer, inner = text.rstrip(")").split("(", 1)
    return [outer, constraint(inner)]


def schemas():
    """Each type's tree of arguments and blocks, from the indented lines of types.txt."""
    types, stack = {}, []
    for line in pathlib.Path(__file__).with_name("types.txt").read_text().splitlines():
        words = line.split("#")[0].split()
        if not words:
            continue
        depth = (len(line) - len(line.lstrip())) // 2
        del stack[depth:]
        node = {"arguments": {}, "blocks": {}}
        if depth == 0:
            types[words[0]] = node
        elif words[0] in NESTING:
            stack[-1]["blocks"][words[1]] = (words[0], "one" in words[2:], node)
        else:
            stack[-1]["arguments"][words[0]] = (constraint(words[1]), set(words[2:]))
            continue
        stack.append(node)
    return types


def attribute(name, ty, flags):
    made = pb.Schema.Attribute(
        name=name,
        type=json.dumps(ty).encode(),
        required="required" in flags,
        optional="required" not in flags and "computed" not in flags or "optional" in flags,
        computed="computed" in flags,
        sensitive="sensitive" in flags,
    )
    if "write-only" in flags:
        # The package's stubs are older than this member of the protocol: number 11, true.
        made = pb.Schema.Attribute.FromString(made.SerializeToString() + b"\x58\x01")
    return made


def block(node):
    attributes = [attribute(name, ty, flags) for name, (ty, flags) in node["arguments"].items()]
    blocks = [
        pb.Schema.NestedBlock(
            type_name=name, nesting=NESTING[nesting], max_items=1 if one else 0, block=block(inner)
        )
        for name, (nesting, one, inner) in node["blocks"].items()
    ]
    return pb.Schema.Block(attributes=attributes, block_types=blocks)


def planned(node, proposed):
    """What is configured, and unknown for what the provider would compute."""
    out = dict(proposed)
    for name, (_, flags) in node["arguments"].items():
        if "computed" in flags and out.get(name) is None:
            out[name] = Unknown
        if "write-only" in flags:
            out[name] = None
    for name, (_, _, inner) in node["blocks"].items():
        if isinstance(out.get(name), list):
            out[name] = [planned(inner, item) for item in out[name]]
    return out


class Servicer(rpc.ProviderServicer):
    def __init__(self, app):
        self.types = schemas()

    def GetMetadata(self, request, context):
        return pb.GetMetadata.Response(
            resources=[pb.GetMetadata.ResourceMetadata(type_name=name) for name in self.types]
        )

    def GetProviderSchema(self, request, context):
        settings = {"arguments": {"region": ("string", set())}, "blocks": {}}
        return pb.GetProviderSchema.Response(
            provider=pb.Schema(block=block(settings)),
            resource_schemas={name: pb.Schema(block=block(node)) for name, node in self.types.items()},
        )

    def ValidateProviderConfig(self, request, context):
        return pb.ValidateProviderConfig.Response()

    def ValidateResourceConfig(self, request, context):
        return pb.ValidateResourceConfig.Response()

    def ConfigureProvider(self, request, context):
        return pb.ConfigureProvider.Response()

    def PlanResourceChange(self, request, context):
        proposed = read_dynamic_value(request.proposed_new_state)
        if proposed is not None:
            proposed = planned(self.types[request.type_name], proposed)
        return pb.PlanResourceChange.Response(planned_state=to_dynamic_value(proposed))

    def StopProvider(self, request, context):
        return pb.StopProvider.Response()


class StandIn:
    def full_name(self):
        return "registry.terraform.io/hashicorp/aws"


if __name__ == "__main__":
    provider.ProviderServicer = Servicer
    runner.run_provider(StandIn(), sys.argv)
