"""moto's server on a free port, which is printed on the first line; ends when its standard input does.

With --corrected two of moto's answers about MSK are mended, because they are not what the service's model says: a cluster's time
has no offset from UTC (AWS's Rust client refuses the whole answer), and a cluster never leaves the state CREATING
(in which nothing about it is judged).
"""

import sys

from moto.kafka import models
from moto.server import ThreadedMotoServer


def corrected(original):
    def init(self, *args, **kwargs):
        original(self, *args, **{**kwargs, "state": "ACTIVE"})
        self.creation_time += "Z"

    return init


if sys.argv[1:] == ["--corrected"]:
    models.FakeKafkaCluster.__init__ = corrected(models.FakeKafkaCluster.__init__)

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
server.stop()
