-- title: 标准号的证据
-- description: 每个标准号及见到它的网址，一行一个网址。
-- english: Every number and the addresses where it was seen, one address a row.
select projects.code as 项目编号, standards.number as 标准号, link.confidence as 核实程度,
       address.value as 网址
from project_outcomes as link
join projects on projects.id = link.project_id
join standards on standards.id = link.standard_id
join json_each(link.evidence) as address
where link.relation = '结果'
order by projects.id, standards.id, address.key
