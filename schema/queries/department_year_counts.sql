-- title: 各主管部门分年度项目数
-- description: 每个主管部门在每个年度的项目数，其中强制性、推荐性各多少。
-- english: Number of projects by competent department and year, mandatory and recommended.
select organizations.name as 主管部门, cast(counts.value as integer) as 年度,
       sum(counted) as 项目数,
       coalesce(sum(counted) filter (where mandate = '强制'), 0) as 强制,
       coalesce(sum(counted) filter (where mandate = '推荐'), 0) as 推荐
from counts
join organizations on organizations.id = counts.subject_id
where counts.subject = '机构' and counts.part = '主管部门' and counts.dimension = 'year'
group by organizations.id, counts.value
order by count(*) over (partition by organizations.id) desc, organizations.id, 2

-- left out: 另有 {count} 个项目没有列明主管部门，未计入
select coalesce(sum(counted), 0) from counts
where subject = '未列机构' and part = '主管部门' and dimension = ''
