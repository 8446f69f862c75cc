-- title: 修订项目
-- description: 修订现行标准的项目；可限定标准性质（强制或推荐），留空表示不限。
-- english: Projects that revise an existing standard; mandate 强制 or 推荐, empty means both.
select code as 项目编号, year as 年度, title as 标准项目名称, mandate as 标准性质,
       domain as 所属领域
from projects
where project_type = '修订' and (:mandate = '' or mandate = :mandate)
order by id
