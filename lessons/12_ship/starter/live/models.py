"""The history of the chat."""

from django.db import models, transaction


class Line(models.Model):
    """One line of a room. Its number counts within the room, from 1."""

    room = models.CharField(max_length=50)
    number = models.PositiveIntegerField()
    user = models.CharField(max_length=150)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "number"], name="one_number_a_line")]

    @classmethod
    def write(cls, room, user, text):
        """Keep one more line, and return it as a dict. It asks the database, so async code must not call it by itself.

        One process writes its lines one after the other. Two processes may take the same number at the same moment:
        then the database refuses the second line, and write raises IntegrityError or OperationalError.
        """
        with transaction.atomic():
            last = cls.objects.filter(room=room).aggregate(models.Max("number"))["number__max"] or 0
            return cls.objects.create(room=room, number=last + 1, user=user, text=text).as_dict()

    @classmethod
    def read(cls, room, after=0):
        """The lines of a room behind a number, oldest first, as a list of dicts. It asks the database, too."""
        return [line.as_dict() for line in cls.objects.filter(room=room, number__gt=after).order_by("number")]

    def as_dict(self):
        return {"number": self.number, "user": self.user, "text": self.text}
