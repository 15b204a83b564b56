from channels.consumer import SyncConsumer


class CounterConsumer(SyncConsumer):
    """Numbers its messages: answers "1: hello", "2: again", …"""

    # Your code: one method for each event that comes in.
