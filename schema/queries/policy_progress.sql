-- title: 各举措的落实情况
-- description: 每项举措的标准项目数、其中举措点名的，以及各发布状态的项目数。
-- english: Progress of each measure, that is its projects, those named in it, and how many are in each status.
select measures.number as 序号, measures.heading as 举措, measures.chapter as 章,
       count(*) as 项目数, sum(link.confidence = '明确') as 点名项目数,
       sum(projects.status = '已发布（标准号已核实）') as 标准号已核实,
       sum(projects.status = '已发布（标准号待核实）') as 标准号待核实,
       sum(projects.status = '官方称已发布（标准号未查明）') as 标准号未查明,
       sum(projects.status = '发布情况说法不一') as 说法不一,
       sum(projects.status = '未查明') as 未查明
from measure_projects as link
join measures on measures.id = link.measure_id
join projects on projects.id = link.project_id
group by measures.id
order by measures.id
