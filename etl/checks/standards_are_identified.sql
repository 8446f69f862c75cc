-- the record of an edition of GB, GB/T or GB/Z is numbered by its number, and one such number has
-- one kind only; the records of all others stand above them
select id, normalized_number, 'the id does not follow from the number' as problem
from standards
where id < 1000000000000000
  and id <> (case kind when 'GB' then 1 when 'GB/T' then 2 else 3 end * 1000000 + serial)
            * 100000000 + coalesce(part, 0) * 10000 + number_year
union all
select id, normalized_number, 'the id is that of a national edition'
from standards
where id < 1000000000000000 and kind not in ('GB', 'GB/T', 'GB/Z')
union all
select max(id), group_concat(normalized_number), 'one number has two kinds'
from standards
where id < 1000000000000000
group by serial, coalesce(part, 0), number_year
having count(*) > 1
