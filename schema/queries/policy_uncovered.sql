-- title: 地方没有回应的国家举措
-- description: 每个地方的文件回应了国家方案的一部分，列出各地没有回应的国家举措及其项目数；可输入地方（如“山西”）。
-- english: National measures that no task of a place answers, with the number of their projects.
-- input place: 地方 | name policy_documents.place | 山西
with places as (
  select distinct policy_documents.place, national.document_id
  from measure_alignments as alignment
  join measures as local on local.id = alignment.local_measure_id
  join policy_documents on policy_documents.id = local.document_id
  join measures as national on national.id = alignment.national_measure_id
), answered as (
  select distinct policy_documents.place, alignment.national_measure_id
  from measure_alignments as alignment
  join measures as local on local.id = alignment.local_measure_id
  join policy_documents on policy_documents.id = local.document_id
)
select places.place as 地方, measures.number || measures.heading as 国家举措,
       measures.chapter as 章,
       (select count(*) from measure_projects where measure_id = measures.id) as 项目数
from places
join measures on measures.document_id = places.document_id
left join answered
  on answered.place = places.place and answered.national_measure_id = measures.id
where answered.place is null and instr(places.place, :place) > 0
order by places.place, measures.id
