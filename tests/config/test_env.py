"""Where files are kept, and how large photos may be, as the operator says."""

import pytest

from linli.config.env import FileStore, MissingSettingError, read_environment

KEYS = {"LINLI_SECRET_KEY": "x", "LINLI_FIELD_KEY": "A" * 43}


def read(tmp_path, **settings):
    return read_environment(KEYS | {"LINLI_DATA_DIR": str(tmp_path)} | settings)


def test_files_lie_in_the_data_folder_unless_told_otherwise(tmp_path):
    folder = {"location": str(tmp_path / "files")}
    expected = FileStore("django.core.files.storage.FileSystemStorage", folder)
    assert read(tmp_path).files == expected
    assert read(tmp_path, LINLI_FILES_URL="file:").files == expected


def test_another_store_is_named_by_its_class_and_options(tmp_path):
    url = "class:storages.backends.s3.S3Storage?bucket_name=linli&endpoint_url=https%3A%2F%2Fs3.example"
    options = {"bucket_name": "linli", "endpoint_url": "https://s3.example"}
    store = read(tmp_path, LINLI_FILES_URL=url).files
    assert store == FileStore("storages.backends.s3.S3Storage", options)


@pytest.mark.parametrize("url", ["", "s3://bucket", "class:", "class:Storage", "file:/somewhere"])
def test_store_that_is_none_is_refused_by_name(tmp_path, url):
    with pytest.raises(MissingSettingError, match="LINLI_FILES_URL"):
        read(tmp_path, LINLI_FILES_URL=url)


def test_limits_of_photos_can_be_set(tmp_path):
    usual = read(tmp_path)
    assert (usual.photo_count, usual.photo_bytes, usual.photo_pixels) == (6, 20_971_520, 64_000_000)
    assert read(tmp_path, LINLI_PHOTO_COUNT="2").photo_count == 2
    with pytest.raises(MissingSettingError, match="LINLI_PHOTO_PIXELS"):
        read(tmp_path, LINLI_PHOTO_PIXELS="many")
