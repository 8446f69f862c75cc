-- title: 哪份文件落实哪份文件
-- description: 政策文件自称落实、依据或印发的文件；对方也在本目录的注明其代号。
-- english: Which document says that it implements, is based on or issues which.
select document.title as 文件, document.level as 层级, reference.relation as 关系,
       reference.target_printed as 对方文件, reference.target_number as 文号,
       (select group_concat(value, '；') from json_each(reference.target_documents)) as 本目录代号,
       reference.line as 行号
from document_references as reference
join policy_documents as document on document.id = reference.document_id
where reference.relation in ('落实', '依据', '印发', '附件')
order by document.id, reference.id
