-- title: 代替关系
-- description: 输入新旧标准号中的任意字（如 GB/T 8903 或 8903-2018），列出代替与被代替；留空列出全部。
-- english: What replaces what, by any part of the new or the old number; empty lists all.
-- input number: 标准号 | number | GB/T 8903
select new.number as 新标准, new.title as 发布名称, new.implemented_on as 实施日期,
       old.number as 被代替标准, relation.extent as 代替范围, relation.basis as 依据
from standard_relations as relation
join standards as new on new.id = relation.standard_id
join standards as old on old.id = relation.replaced_id
where instr(replace(new.normalized_number || '；' || old.normalized_number, ' ', ''),
            replace(replace(replace(upper(:number), ' ', ''), '—', '-'), '–', '-')) > 0
order by new.id, old.id
