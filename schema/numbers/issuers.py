"""Who issues standards outside of China, by the letters with which their numbers begin.

A number with other letters is read as Chinese. ``HYPHEN_YEARS`` write the year after a hyphen,
the others after a colon.
"""

INTERNATIONAL = frozenset(
    (
        "ISO", "IEC", "ITU-T", "ITU-R", "CISPR", "IWA", "OIML", "CAC", "CODEX", "CXS", "CXG",
        "CXC", "UIC", "OIE", "ICAO", "IMO",
    )
)  # fmt: skip
FOREIGN = frozenset(
    (
        "EN", "ENV", "CEN", "CENELEC", "ETSI", "HD", "BS", "BSI", "DIN", "VDE", "VDI",
        "NF", "UNE", "UNI", "GOST", "JIS", "KS", "AS", "NZS", "CSA", "ANSI", "ASTM", "ASME",
        "IEEE", "UL", "SAE", "API", "NFPA", "MIL", "FIPS", "NIST", "ASHRAE", "AWS", "AWWA",
        "MSS", "NACE", "AMPP", "NEMA", "TAPPI", "AATCC", "AOAC", "AOCS", "ECE", "FMVSS", "IETF",
        "RFC", "TIA", "EIA", "JEDEC", "JESD", "IPC", "SEMI", "CIE", "IDF", "HL7",
    )
)  # fmt: skip
HYPHEN_YEARS = frozenset(
    ("ANSI", "ASTM", "ASME", "IEEE", "UL", "SAE", "API", "NFPA", "ASHRAE", "AWS", "AWWA", "NEMA")
)
DOCUMENT_TYPES = (
    "FDIS", "CDV", "DIS", "ISP", "PAS", "TTA", "GUIDE", "STAN", "RCP", "TS", "TR", "CD", "GL",
)  # fmt: skip
# National bodies put their letters before those of a standard that they adopt: BS EN ISO 12100.
ADOPTING = frozenset(("EN", "BS", "DIN", "NF", "UNE", "UNI"))
