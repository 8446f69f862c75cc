-- a verified number was seen together with its Chinese title
select projects.code, standards.number
from project_outcomes as link
join projects on projects.id = link.project_id
join standards on standards.id = link.standard_id
where link.relation = '结果' and link.confidence = 'high' and standards.title is null
