-- title: 发布进展
-- description: 按清单、领域、标准性质统计各发布状态的项目数。
-- english: Progress: number of projects by list, domain and mandate in each status.
select lists.title as 清单, projects.domain as 所属领域, projects.mandate as 标准性质,
       count(*) as 项目数,
       sum(status = '已发布（标准号已核实）') as 标准号已核实,
       sum(status = '已发布（标准号待核实）') as 标准号待核实,
       sum(status = '官方称已发布（标准号未查明）') as 标准号未查明,
       sum(status = '发布情况说法不一') as 说法不一, sum(status = '计划已终止') as 计划已终止,
       sum(status = '计划已暂缓') as 计划已暂缓, sum(status = '未查明') as 未查明
from projects join lists on lists.id = projects.list_id
group by lists.id, projects.domain, projects.mandate
order by lists.id, min(projects.id)
