-- title: 检索
-- description: 输入任意长度的词（几个词以空格分开表示同时出现），按名称完全相同、以之开头、名称由短到长排列；留空列出全部。
-- english: Search of any length, ranked: exact title or code, prefix, then shorter titles first.
-- input q: 检索词 | words | 电池 安全
select code as 项目编号, title as 标准项目名称, project_type as 制修订, mandate as 标准性质,
       year as 年度, domain as 所属领域
from projects
where trim(:q) = ''
   or id in (select rowid from projects_fts where projects_fts match escape_fts(:q))
order by fold(:q) not in (fold(title), fold(code)),
         substr(fold(title), 1, length(fold(:q))) <> fold(:q), length(fold(title)), id
