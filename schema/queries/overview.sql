-- title: 计划总览
-- description: 按年度、领域统计项目数，其中强制、推荐、制定、修订各多少。
-- english: Number of projects by year and domain, mandate and type.
select year as 年度, domain as 所属领域, count(*) as 项目数,
       sum(mandate = '强制') as 强制, sum(mandate = '推荐') as 推荐,
       sum(project_type = '制定') as 制定, sum(project_type = '修订') as 修订
from projects
group by year, domain
order by year, min(id)
