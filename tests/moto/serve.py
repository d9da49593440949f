"""moto's server on a free port, which is printed on the first line; ends when its standard input does.

With --corrected some of moto's answers are mended, because they are not what the services say: the time of an MSK
cluster has no offset from UTC (AWS's Rust client refuses the whole answer), and a cluster never leaves the state
CREATING (in which nothing about it is judged). Lambda takes no Kafka as a source of events: a mapping tagged with
`EventSource` is answered as one of that source.
"""

import sys

from moto.awslambda.models import EventSourceMapping
from moto.kafka import models
from moto.server import ThreadedMotoServer


def corrected(original):
    def init(self, *args, **kwargs):
        original(self, *args, **{**kwargs, "state": "ACTIVE"})
        self.creation_time += "Z"

    return init


def from_kafka(original):
    def configuration(self):
        answer = original(self)
        if "EventSource" in self.tags:
            answer["EventSourceArn"] = self.tags["EventSource"]
        return answer

    return configuration


if sys.argv[1:] == ["--corrected"]:
    models.FakeKafkaCluster.__init__ = corrected(models.FakeKafkaCluster.__init__)
    EventSourceMapping.get_configuration = from_kafka(EventSourceMapping.get_configuration)

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
server.stop()
