"""What all tests share: no deadline that a busy machine would miss, and a cache of their own."""

import os

import pytest
from hypothesis import settings

settings.register_profile("verbatim", deadline=None)
settings.load_profile("verbatim")


@pytest.fixture(autouse=True, scope="session")
def cache_of_the_tests(tmp_path_factory):
    """Keep the tests out of the user's cache, and the user's cache out of the tests."""
    os.environ["VERBATIM_CACHE"] = str(tmp_path_factory.mktemp("cache"))
