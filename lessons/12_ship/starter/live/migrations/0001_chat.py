"""The table of the chat, as manage.py makemigrations wrote it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("room", models.CharField(max_length=50)),
                ("number", models.PositiveIntegerField()),
                ("user", models.CharField(max_length=150)),
                ("text", models.TextField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("room", "number"), name="one_number_a_line")],
            },
        ),
    ]
