from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("favors", "0002_calendars"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="giving",
            index=models.Index(condition=models.Q(("state", 1)), fields=["tribe", "id"], name="giving_held"),
        ),
    ]
