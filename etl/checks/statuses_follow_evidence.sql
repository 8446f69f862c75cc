-- a project is said to be published with a verified number only where one is linked with high
-- confidence, with one to be verified only where one is linked, to be ended or suspended only where a
-- list of adjustments has it, and only with evidence otherwise
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
                      and (subject.domain is null or subject.domain = projects.domain)))
         ) as stated,
         projects.id in (
           select entries.project_id
           from entries join lists on lists.id = entries.list_id
           where lists.kind = '调整'
         ) as adjusted
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
  when adjusted and status in ('计划已终止', '计划已暂缓') then status
  when stated then '官方称已发布（标准号未查明）'
  else '未查明'
end
