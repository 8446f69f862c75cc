-- title: 关于发布情况的说法
-- description: 官方与媒体关于项目发布情况的说法，以及与之不一致的报道，按日期排列。
-- english: What authorities and media stated on publication, and what contradicts it, by date.
select events.stated_on as 日期, events.stated_by as 何人所说, events.kind as 类别,
       group_concat(coalesce(subject.domain, lists.title, projects.code, notices.document_number)
                    || ' ' || subject.stated_count || ' 项', '；') as 对象,
       events.statement as 内容, other.slug as 与之矛盾, events.source as 出处,
       (select group_concat(value, ' ') from json_each(events.evidence)) as 网址
from events
join event_subjects as subject on subject.event_id = events.id
left join notices on notices.id = subject.notice_id
left join lists on lists.id = subject.list_id
left join projects on projects.id = subject.project_id
left join events as other on other.id = events.contradicts_id
group by events.id
order by events.stated_on, events.id
