"""No constraint: a task that took effect twice leaves two rows."""

from django.db import models


class Tally(models.Model):
    number = models.PositiveIntegerField()
