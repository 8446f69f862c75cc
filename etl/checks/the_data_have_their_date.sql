-- the date of the data is the newest of notices, policy documents, events and publications
with newest (day) as (
  select max(day)
  from (
    select issued_on as day from notices
    union all select issued_on from policy_documents
    union all select stated_on from events
    union all select published_on from standards
  )
)
select newest.day, build_info.value
from newest left join build_info on build_info.key = 'data as of'
where newest.day is not build_info.value
