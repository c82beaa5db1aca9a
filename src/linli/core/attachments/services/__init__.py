"""Sending photos, keeping them with records, deleting them."""

from linli.core.attachments.services.deleting import (
    delete_photos,
    delete_record_photos,
    sweep_uploads,
)
from linli.core.attachments.services.uploading import Uploaded, store_photo

__all__ = [
    "Uploaded",
    "delete_photos",
    "delete_record_photos",
    "store_photo",
    "sweep_uploads",
]
