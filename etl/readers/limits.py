"""Limits: larger, deeper or slower than any real notice, and why the line is drawn there.

The largest notices seen have 60 pages, 3,000 rows and 5 MB; a whole stock of standards that is
reviewed at once has 60,000 rows. A document beyond these limits is refused with
``limit_exceeded``: it was made to exhaust the machine, or it is no notice.
"""

MIB = 1024 * 1024

# The file as it lies on disk. Ten times the largest notice with pictures.
MAX_FILE_BYTES = 50 * MIB
# A text file. Reading one takes about ten times its size in memory.
MAX_TEXT_BYTES = 20 * MIB
# Everything in a Word or Excel file, counted while unpacking, whatever its headers say.
MAX_UNPACKED_BYTES = 300 * MIB
# One XML part of a Word or Excel file. Its tree takes about six times its size in memory.
MAX_PART_BYTES = 48 * MIB
# Parts of a Word or Excel file: each picture is one.
MAX_PARTS = 10_000
# Pages of a PDF file.
MAX_PAGES = 5_000
# What the drawing instructions and the fonts of one PDF page may unpack to.
MAX_PAGE_BYTES = 24 * MIB
# Characters drawn on one PDF page. A full A3 page in small print has about 10,000.
MAX_PAGE_CHARACTERS = 100_000
# Lines and rectangles drawn on one PDF page. A table of 40 rows has about 1,000.
MAX_PAGE_RULINGS = 60_000
# Places where lines of one PDF page may cross. A table of 200 rows and 20 columns has 4,000.
MAX_PAGE_CROSSINGS = 4_000_000
# Cells of all tables, merged ones counted as often as they are filled: 100,000 rows of 15 columns.
MAX_CELLS = 1_500_000
# Cells of one row, and of one table on a PDF page.
MAX_ROW_CELLS = 200_000
# Characters of one cell, and of one paragraph. The longest cell seen has 500.
MAX_CELL_CHARACTERS = 20_000
MAX_TEXT_CHARACTERS = 200_000
# Paragraphs and rows.
MAX_BLOCKS = 300_000
# Elements inside of elements, in HTML and XML.
MAX_NESTING = 256
# Tags of a web page: 60,000 rows of nine cells, each with a beginning and an end.
MAX_TAGS = 1_200_000
# What the HTML standard allows a cell to span; browsers cut off here.
MAX_COLUMN_SPAN = 1_000
MAX_ROW_SPAN = 65_534
# The rectangle from the first to the last cell of a sheet. Its cells are held in memory.
MAX_SHEET_AREA = 2_000_000

# Lists of one document, and how many kinds of header they have: each its width and the column of
# its numbers. The notices seen have two lists and one kind; a PDF file adds a few.
MAX_LISTS = 200
MAX_HEADER_SHAPES = 50

# The process that reads an untrusted format. A 25-page PDF takes about 5 s and 150 MiB.
MAX_MEMORY_BYTES = 416 * MIB
# Files that it has open at once: its three pipes, and a library that is being loaded.
MAX_OPEN_FILES = 32
MAX_SECONDS = 17.0
# Long PDF files have more time for each page, up to the longest that a person waits.
FREE_PAGES = 20
SECONDS_A_PAGE = 0.5
MAX_SECONDS_LONG = 55.0
# What it may answer.
MAX_ANSWER_BYTES = 40 * MIB
# LibreOffice, which converts old Word files, starts slowly.
MAX_CONVERSION_SECONDS = 50.0
MAX_CONVERSION_MEMORY_BYTES = 2048 * MIB
