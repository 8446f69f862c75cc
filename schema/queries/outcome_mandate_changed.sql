-- title: 修订后改变性质的标准
-- description: 新标准与其所代替的标准性质不同，例如推荐性标准修订为强制性标准。
-- english: Standards whose nature differs from that of the ones they replace, from GB/T to GB for example.
select old.number as 被代替标准, old.mandate as 原性质, new.number as 新标准, new.mandate as 新性质,
       new.title as 发布名称, relation.extent as 代替范围, relation.basis as 依据
from standard_relations as relation
join standards as new on new.id = relation.standard_id
join standards as old on old.id = relation.replaced_id
where new.mandate <> old.mandate
order by new.id, old.id

-- left out: 另有 {count} 对代替关系，至少一方的标准号没有说明性质，无从比较
select count(*) from standard_relations as relation
join standards as new on new.id = relation.standard_id
join standards as old on old.id = relation.replaced_id
where new.mandate is null or old.mandate is null
