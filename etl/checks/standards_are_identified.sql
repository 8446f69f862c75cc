-- the record of a standard is numbered by its number, and one number has one kind only
select id, normalized_number, 'the id does not follow from the number' as problem
from standards
where id <> (case kind when 'GB' then 1 when 'GB/T' then 2 else 3 end * 1000000 + serial)
            * 100000000 + coalesce(part, 0) * 10000 + number_year
union all
select max(id), group_concat(normalized_number), 'one number has two kinds'
from standards
group by serial, coalesce(part, 0), number_year
having count(*) > 1
