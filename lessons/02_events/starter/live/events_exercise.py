from channels.consumer import SyncConsumer


class CounterConsumer(SyncConsumer):
    """Counts the messages of its own connection, and answers "1: hello", "2: again", and so on."""

    # Your code: one method for each of the three events that come in.
