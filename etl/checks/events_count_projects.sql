-- an event names as many projects as there are, or fewer, and the numbers counted are right
select events.slug, subject.position, subject.stated_count, subject.counted
from event_subjects as subject join events on events.id = subject.event_id
where subject.counted <> (
  select count(*)
  from projects join lists on lists.id = projects.list_id
  where coalesce(subject.notice_id, lists.notice_id) = lists.notice_id
    and coalesce(subject.list_id, lists.id) = lists.id
    and (subject.domain is null or subject.domain = projects.domain)
    and coalesce(subject.project_id, projects.id) = projects.id
)
   or subject.stated_count > subject.counted
union all
select slug, 0, 0, 0 from events where id not in (select event_id from event_subjects)
