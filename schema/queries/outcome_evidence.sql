-- title: 标准号的证据
-- description: 每个标准号及见到它的网址，一行一个网址，注明网站类别与是否计入证据级别。
-- english: Every number and the addresses where it was seen, one address a row, with the kind of site and whether it counts.
select projects.code as 项目编号, standards.number as 标准号, link.confidence as 核实程度,
       link.evidence_rank as 证据级别, coalesce(sites.name, sites.host) as 网站,
       sites.kind as 网站类别, iif(page.is_counted, '是', '否') as 是否计入, page.address as 网址,
       page.reason as 理由
from evidence_pages as page
join sites on sites.host = page.host
join projects on projects.id = page.project_id
join standards on standards.id = page.standard_id
join project_outcomes as link
  on link.project_id = page.project_id and link.standard_id = page.standard_id
 and link.relation = '结果'
order by projects.id, standards.id, page.position
