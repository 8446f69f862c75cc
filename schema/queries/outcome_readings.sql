-- title: 发布结果印证的读法
-- description: 清单中可疑或未定的写法，由发布结果看出的可能读法及其证据。
-- english: Suspicious or open wordings of the lists, and the probable reading that the outcome reveals.
select projects.code as 项目编号, findings.value as 清单所印, findings.message as 可能的读法
from findings join projects on projects.id = findings.project_id
where findings.kind = '发布结果印证的读法'
order by findings.id
