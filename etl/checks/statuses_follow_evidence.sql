-- a project is said to be published with a verified number only where one is linked with high
-- confidence, with one to be verified only where one is linked, and only with evidence otherwise
with strongest as (
  select projects.id, projects.code, projects.status,
         coalesce(max(link.confidence = 'high'), -1) as surety,
         exists (
           select 1
           from events join event_subjects as subject on subject.event_id = events.id
           where events.contradicts_id is not null and subject.project_id = projects.id
         ) as disputed,
         exists (
           select 1
           from events join event_subjects as subject on subject.event_id = events.id
           left join lists on lists.id = projects.list_id
           where events.kind = '批准发布' and events.contradicts_id is null
             and subject.stated_count = subject.counted
             and (subject.project_id = projects.id or subject.list_id = projects.list_id
                  or (subject.notice_id = lists.notice_id
                      and coalesce(subject.domain, projects.domain) = projects.domain))
         ) as stated
  from projects
  left join project_outcomes as link on link.project_id = projects.id and link.relation = '结果'
  group by projects.id
)
select code, status, surety, disputed, stated
from strongest
where status <> case
  when surety = 1 then '已发布（标准号已核实）'
  when disputed then '发布情况说法不一'
  when surety = 0 then '已发布（标准号待核实）'
  when stated then '官方称已发布（标准号未查明）'
  else '未查明'
end
