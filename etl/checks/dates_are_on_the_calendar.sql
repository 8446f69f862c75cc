-- a date of an outcome or an event is a real one, as far as it is known
with dates(place, found) as (
  select number || ' published_on', published_on from standards
  union all select number || ' implemented_on', implemented_on from standards
  union all select number || ' withdrawn_on', withdrawn_on from standards
  union all select slug || ' stated_on', stated_on from events
)
select place, found
from dates
where found is not null
  and date(found || substr('0000-01-01', length(found) + 1), '+0 days') is not
      found || substr('0000-01-01', length(found) + 1)
