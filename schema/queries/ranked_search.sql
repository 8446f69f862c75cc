-- title: 检索
-- description: 输入任意长度的词（几个词以空格分开表示同时出现）：编号或名称完全相同的在先，其次以之开头的，其余按名称由短到长排列；留空列出全部。
-- english: Search of any length, ranked: exact title or code, prefix, then shorter titles first.
-- input q: 检索词 | words | 电池 安全
with beginning as materialized (
  select rowid as id from projects_fts
  where trim(:q) <> '' and projects_fts match beginning_fts(:q)
)
select 项目编号, 标准项目名称, 制修订, 标准性质, 年度, 所属领域
from (
  select code as 项目编号, title as 标准项目名称, project_type as 制修订, mandate as 标准性质,
         year as 年度, domain as 所属领域, id,
         length(title) - iif(fold(:q) in (fold(title), fold(code)), 2000000, 1000000) as place
  from projects
  where id in (select id from beginning)
  union all
  select code, title, project_type, mandate, year, domain, id, length(title)
  from projects
  where (trim(:q) = ''
         or id in (select rowid from projects_fts where projects_fts match escape_fts(:q)))
    and id not in (select id from beginning)
  order by place, id
)
