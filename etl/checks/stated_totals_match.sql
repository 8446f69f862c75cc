-- every stated total is the number of projects, and the numbers counted are those in the tables
select stated_totals.id, scope, stated_count, counted, stated_in
from stated_totals
where stated_count <> counted
   or counted <> (
     select count(*)
     from projects join lists on lists.id = projects.list_id
     where lists.notice_id = stated_totals.notice_id
       and (stated_totals.list_id is null or projects.list_id = stated_totals.list_id)
       and (stated_totals.domain is null or projects.domain = stated_totals.domain)
   )
