-- the status of a project is as of the date of a publication, an event or a notice, and no status
-- without evidence has one
select code, status, status_as_of
from projects
where status_as_of is not null
  and (status = '未查明'
       or (status_as_of not in (select published_on from standards where published_on is not null)
           and status_as_of not in (select stated_on from events)
           and status_as_of not in (select issued_on from notices)))
