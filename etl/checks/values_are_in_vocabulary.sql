-- every project type, mandate and domain is a value of the vocabulary
select code, project_type, mandate, domain
from projects
where project_type not in (select value from vocabulary where field = 'project_type')
   or mandate not in (select value from vocabulary where field = 'mandate')
   or domain not in (select value from vocabulary where field = 'domain')
