-- title: 发布进展
-- description: 按清单、领域、标准性质统计各发布状态的项目数。
-- english: Progress: number of projects by list, domain and mandate in each status.
select lists.title as 清单, nullif(counts.part, '') as 所属领域, nullif(counts.mandate, '') as 标准性质,
       sum(counted) as 项目数,
       coalesce(sum(counted) filter (where value = '已发布（标准号已核实）'), 0) as 标准号已核实,
       coalesce(sum(counted) filter (where value = '已发布（标准号待核实）'), 0) as 标准号待核实,
       coalesce(sum(counted) filter (where value = '官方称已发布（标准号未查明）'), 0) as 标准号未查明,
       coalesce(sum(counted) filter (where value = '发布情况说法不一'), 0) as 说法不一,
       coalesce(sum(counted) filter (where value = '计划已终止'), 0) as 计划已终止,
       coalesce(sum(counted) filter (where value = '计划已暂缓'), 0) as 计划已暂缓,
       coalesce(sum(counted) filter (where value = '未查明'), 0) as 未查明
from counts
join lists on lists.id = counts.subject_id
where counts.subject = '清单的项目' and counts.dimension = 'status'
group by lists.id, counts.part, counts.mandate
order by lists.id, min(counts.first)
