-- a curated replacement is of an older standard, never of itself, a newer one or one that replaces
-- it; what an announcement says is kept as printed
select new.number, old.number
from standard_relations as relation
join standards as new on new.id = relation.standard_id
join standards as old on old.id = relation.replaced_id
where relation.entry_id is null
  and (
    old.number_year > new.number_year
    or (old.serial = new.serial and old.part is new.part and old.number_year = new.number_year)
    or exists (
      select 1 from standard_relations as back
      where back.standard_id = relation.replaced_id and back.replaced_id = relation.standard_id
    )
  )
