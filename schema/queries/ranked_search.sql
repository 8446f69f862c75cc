-- title: 检索
-- description: 输入任意长度的词（几个词以空格分开表示同时出现），按名称完全相同、以之开头、名称由短到长排列。
-- english: Search of any length, ranked: exact title, prefix, then shorter titles first.
select code as 项目编号, title as 标准项目名称, project_type as 制修订, mandate as 标准性质,
       year as 年度, domain as 所属领域
from projects
where id in (select rowid from projects_fts where projects_fts match escape_fts(:q))
order by title <> :q, substr(title, 1, length(:q)) <> :q, length(title), id
