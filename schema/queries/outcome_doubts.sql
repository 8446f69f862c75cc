-- title: 发布结果的疑点
-- description: 标准号、名称、日期、代替关系或证据中看来有误或不足之处；只列出，不改动。
-- english: What looks wrong or weak in numbers, titles, dates, replacements or evidence of outcomes.
select projects.code as 项目编号, findings.kind as 存疑类别, findings.value as 原值,
       findings.message as 说明, projects.status as 发布状态
from findings join projects on projects.id = findings.project_id
where findings.kind in ('发布性质与计划不一致', '制修订与发布结果不一致', '部分号与发布结果不一致',
                        '发布名称与计划相差较大', '发布日期存疑', '成果证据存疑')
order by findings.id
