"""What a page talks to."""

import json

from channels.generic.websocket import WebsocketConsumer


class Told(WebsocketConsumer):
    """Echoes; `close …` closes, `bytes` answers bytes, `json` answers JSON."""

    def receive(self, text_data=None, bytes_data=None):
        if text_data == "close":
            self.close(4001, "bye")
        elif text_data == "bytes":
            self.send(bytes_data=b"\x01\x02\xff")
        elif text_data == "json":
            self.send(text_data=json.dumps({"n": 1, "list": [1.5, None, "é"]}))
        elif text_data == "raise":
            raise ValueError("told so")
        else:
            self.send(text_data=text_data, bytes_data=bytes_data)


class Refused(WebsocketConsumer):
    def connect(self):
        self.close()
