-- a title in parts is made of its family, its part number and its part's title
select code, title, family, part_number, part_title
from projects
where family is not null
  and (substr(title, 1, length(family)) <> family
    or instr(title, '部分') = 0
    or (part_title is not null and substr(title, -length(part_title)) <> part_title))
   or (family is null and (part_number is not null or part_title is not null))
