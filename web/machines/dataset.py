"""The catalogue described in the words of schema.org and of DCAT."""

from collections.abc import Callable, Sequence

from etl.export.columns import people_columns
from etl.export.content import ExportedFile
from etl.export.forms import forms
from schema.filled_columns import FilledColumns

KEYWORDS = ["国家标准", "标准计划", "制修订", "归口单位", "China", "national standards"]
Texts = dict[str, object]
Absolute = Callable[[str], str]


def schema_org(
    texts: Texts,
    notices: Sequence[Texts],
    years: Sequence[int],
    filled: FilledColumns,
    at: Absolute,
) -> Texts:
    """A ``schema.org/Dataset``. ``at`` makes a path absolute."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": at("/"),
        "name": texts["title"],
        "alternateName": "National Standards Projects Catalogue",
        "description": texts["description"],
        "url": at("/"),
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "license": texts["license_url"],
        "keywords": KEYWORDS,
        "temporalCoverage": "/".join(str(year) for year in sorted({min(years), max(years)})),
        "spatialCoverage": "中国",
        "isBasedOn": [
            {
                "@type": "CreativeWork",
                "name": notice["title"],
                "identifier": notice["document_number"],
                "datePublished": notice["issued_on"],
            }
            for notice in notices
        ],
        "variableMeasured": [
            {
                "@type": "PropertyValue",
                "name": column.title,
                "alternateName": column.name,
                "description": column.description,
            }
            for column in people_columns("projects", filled)
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": form.name,
                "encodingFormat": form.media_type,
                "contentUrl": at(f"/downloads/{form.name}"),
            }
            for form in forms()
            if form.is_data
        ],
    }


def dcat(
    texts: Texts, notices: Sequence[Texts], files: Sequence[ExportedFile], at: Absolute
) -> Texts:
    """A DCAT catalogue of one dataset, as JSON-LD."""
    # The whole-catalogue files that a search engine for data should offer.
    offered = {form.name for form in forms() if form.is_data}
    dataset = {
        "@id": at("/"),
        "@type": "dcat:Dataset",
        "dct:title": _chinese(texts["title"]),
        "dct:description": _chinese(texts["description"]),
        "dct:language": "zh-CN",
        "dct:license": {"@id": texts["license_url"]},
        "dct:issued": {"@value": notices[-1]["issued_on"], "@type": "xsd:date"},
        "dct:source": [f"{notice['title']}（{notice['document_number']}）" for notice in notices],
        "dcat:keyword": KEYWORDS,
        "dcat:landingPage": {"@id": at("/")},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "@id": at(f"/downloads/{file.name}"),
                "dct:title": _chinese(file.title),
                "dct:description": _chinese(file.description),
                "dcat:mediaType": file.media_type,
                "dcat:byteSize": file.size,
                "dcat:downloadURL": {"@id": at(f"/downloads/{file.name}")},
                "spdx:checksum": {
                    "@type": "spdx:Checksum",
                    "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                    "spdx:checksumValue": file.sha256,
                },
            }
            for file in files
            if file.name in offered
        ],
    }
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": at("/dcat.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": _chinese(texts["title"]),
        "dcat:dataset": [dataset],
    }


def _chinese(text: object) -> Texts:
    return {"@value": text, "@language": "zh-CN"}
