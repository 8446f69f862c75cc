-- a project of another domain than its measure's chapter is declared, and only such a one
select measures.slug, projects.code, measures.domain, projects.domain
from measure_projects as link
join measures on measures.id = link.measure_id
join projects on projects.id = link.project_id
where link.is_other_domain <> (measures.domain is not projects.domain)
   or (link.is_other_domain and link.rank <> '次要')
