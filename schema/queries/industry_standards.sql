-- title: 各行业公告的行业标准
-- description: 按行业统计公告所列的行业标准，其中强制多少、已废止多少；清单未列行业的按标准代号。
-- english: Industry standards that announcements list, by industry; by code where none is named.
select coalesce(entries.industry, json_extract(lists.constants, '$.industry'), standards.kind)
         as 行业,
       count(distinct standards.id) as 标准数,
       count(distinct case when standards.mandate = '强制' then standards.id end) as 强制,
       count(distinct case when standards.withdrawn_on is not null then standards.id end) as 已废止,
       min(standards.published_on) as 最早发布, max(standards.published_on) as 最近发布
from entries
join lists on lists.id = entries.list_id and lists.kind = '发布'
join standards on standards.id = entries.standard_id
where standards.level = '行业'
group by 1
order by 2 desc, 1
