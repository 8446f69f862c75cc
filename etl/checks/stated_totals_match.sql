-- every stated total is the number of rows, and the numbers counted are those in the tables
select stated_totals.id, scope, stated_count, counted, stated_in
from stated_totals
where stated_count <> counted
   or counted <> (
     select count(*)
     from entries join lists on lists.id = entries.list_id
     where lists.notice_id = stated_totals.notice_id
       and (stated_totals.list_id is null or entries.list_id = stated_totals.list_id)
       and (stated_totals.domain is null or entries.domain = stated_totals.domain)
   )
