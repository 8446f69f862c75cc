"""All tables of the catalogue. Whoever asks ``Base.metadata`` for all of them takes it from here;
the modules that define them know only what they build on."""

from schema import counts as counts
from schema import evidence as evidence
from schema import models as models
from schema import notice_text as notice_text
from schema import outcomes as outcomes
from schema import policy as policy
from schema.base import Base as Base
