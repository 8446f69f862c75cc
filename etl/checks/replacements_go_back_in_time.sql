-- a standard replaces older ones, never itself, a newer one or one that replaces it
select new.number, old.number
from standard_relations as relation
join standards as new on new.id = relation.standard_id
join standards as old on old.id = relation.replaced_id
where old.number_year > new.number_year
   or (old.serial = new.serial and old.part is new.part and old.number_year = new.number_year)
   or exists (
     select 1 from standard_relations as back
     where back.standard_id = relation.replaced_id and back.replaced_id = relation.standard_id
   )
