-- title: 修订项目
-- description: 修订现行标准的项目；可限定标准性质（强制或推荐），留空表示不限。
-- english: Projects that revise an existing standard; mandate 强制 or 推荐, empty means both.
-- input mandate: 标准性质 | choice Mandate | 强制
select code as 项目编号, year as 年度, title as 标准项目名称, mandate as 标准性质,
       domain as 所属领域
from projects
where project_type = '修订' and (:mandate = '' or mandate = :mandate)
order by id

-- left out: 另有 {count} 个项目没有说明制修订，未计入
select count(*) from projects where project_type is null

-- left out: 另有 {count} 个修订项目没有说明性质，未计入
select count(*) from projects
where project_type = '修订' and mandate is null and :mandate <> ''
