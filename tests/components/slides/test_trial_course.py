import pytest

from components.share.deck import slide_bytes
from components.share.picture import DrawnView
from components.views import VIEWS
from data.link.options import ResultOptions
from data.link.state import PageState
from tests.posted_studies import POSTED
