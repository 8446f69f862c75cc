-- title: 按月发布数
-- description: 已知发布月份的成果标准，每月发布数与累计数，其中强制性多少。
-- english: Standards that resulted from projects, by month of publication where it is known.
select month as 发布月份, standards as 发布数, mandatory as 强制,
       sum(standards) over (order by month) as 累计
from (
  select substr(published_on, 1, 7) as month, count(*) as standards,
         sum(mandate = '强制') as mandatory
  from standards
  where role = '项目成果' and length(published_on) >= 7
  group by month
)
order by month

-- left out: 另有 {count} 项成果标准不知发布月份，未计入
select count(*) from standards
where role = '项目成果' and (published_on is null or length(published_on) < 7)
