-- title: 公布数与实有数核对
-- description: 通知及发布会公布的项目数与本目录实有数逐项对照。
-- english: Stated totals against the projects counted.
select stated_totals.scope as 范围,
       coalesce(lists.title, stated_totals.domain, notices.document_number) as 对象,
       stated_totals.stated_count as 公布项数, counted as 实有项数,
       case when stated_totals.stated_count = counted then '一致' else '不一致' end as 结果,
       stated_totals.stated_in as 公布出处
from stated_totals
join notices on notices.id = stated_totals.notice_id
left join lists on lists.id = stated_totals.list_id
order by stated_totals.id
