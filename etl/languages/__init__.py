"""The command in the language of its reader.

English is the source: what the code says, what ``--json`` prints, what is tested. A Chinese reader,
whom ``locale.py`` knows by the environment, gets each message by the text of the code that made it
(``templates.py``), in the words of ``zh/``, one file for each package of ``etl/``. Translated is
where a message is shown, never where it is made, so nothing is stored or compared in Chinese.
"""
