"""The tables of the languages: complete, checked, and refused by name when they are not."""

from __future__ import annotations

import copy
import tomllib
from importlib import resources
from typing import Any

import pytest

from tests.parsing.documents import by_path, marked, parsed
from unreader.parsing import languages
from unreader.parsing.header import find_language
from unreader.parsing.languages import CODES, LanguageError, language, validate


def table(code: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(languages).joinpath(f"{code}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", CODES)
def test_every_table_is_valid(code: str) -> None:
    assert language(code).code == code


def test_a_language_without_table() -> None:
    with pytest.raises(LanguageError, match="no table for the language 'xx'"):
        language("xx")


@pytest.mark.parametrize(
    ("section", "key", "value", "words"),
    [
        ("headings", "annex", "附件", "headings.annex must be a list"),
        ("headings", "annex", ["("], "headings.annex: '\\('"),
        ("words", "surplus", [], r"\[words\] must have exactly the keys"),
        ("openers", "words", None, r"\[openers\] must have exactly the keys"),
        ("numerals", "一", "1", r"\[numerals\] must be whole numbers"),
        ("", "common", "the", "common must be a list of strings"),
        ("", "small", "yes", "small must be true or false"),
        ("", "letters", "[", "letters: '\\['"),
    ],
)
def test_what_is_wrong_is_named(section: str, key: str, value: Any, words: str) -> None:
    broken = copy.deepcopy(table("zh"))
    if not section:
        broken[key] = value
    elif value is None:
        del broken[section][key]
    else:
        broken[section][key] = value
    with pytest.raises(LanguageError, match=words):
        validate(broken, "zh")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("zh", "又深为关切有组织犯罪"),
        ("zh", "赞赏地注意到"),
        ("zh", "鑒於理事會有責任"),
        ("en", "Recalling also its resolutions"),
        ("en", "Deeply concerned about"),
        ("en", "Bearing in mind"),
        ("fr", "Profondément préoccupée par"),
        ("fr", "Se félicitant du"),
        ("es", "Teniendo presente la"),
        ("es", "Profundamente preocupada por"),
        ("ru", "вновь подтверждая свои"),
        ("ru", "будучи глубоко обеспокоена"),
        ("ar", "وإذ تضع في اعتبارها"),
    ],
)
def test_openers(code: str, text: str) -> None:
    assert language(code).opener.match(text)


FRENCH = """\
Soixante-dix-huitième session
Point 107 de l’ordre du jour

Résolution adoptée par l’Assemblée générale le 19 décembre 2023

78/229. Renforcement du programme des Nations Unies pour la prévention du crime

L’Assemblée générale,

Réaffirmant ses résolutions relatives à la question, en particulier celles qui ont trait à la
coopération technique¹,

Profondément préoccupée par les effets de la criminalité transnationale organisée,

Se félicitant du travail accompli,

1. Réaffirme l’importance du programme ;

2. Prie le Secrétaire général :

a) De lui présenter un rapport ;

b) De mobiliser des ressources.

¹ Résolution 76/181, annexe.

50e séance plénière
19 décembre 2023

Annexe

Déclaration de Kyoto

1. Nous agirons.
"""

SPANISH = """\
78/229. Fortalecimiento del programa de las Naciones Unidas en materia de prevención del delito

La Asamblea General,

Reafirmando sus resoluciones relativas a la cuestión,

Profundamente preocupada por la delincuencia organizada,

Teniendo presente la Declaración de Kyoto¹,

1. Reafirma la importancia del programa;

2. Solicita al Secretario General que:

a) Presente un informe;

b) Movilice recursos.

¹ Resolución 76/181, anexo.

50ª sesión plenaria
19 de diciembre de 2023
"""

RUSSIAN = """\
78/229. Укрепление программы Организации Объединенных Наций в области предупреждения преступности

Генеральная Ассамблея,

подтверждая свои резолюции по этому вопросу¹,

будучи глубоко обеспокоена последствиями
транснациональной организованной преступности,

с удовлетворением отмечая проделанную работу,

1. подтверждает важность программы;

2. просит Генерального секретаря:

a) представить доклад;

b) мобилизовать ресурсы.

¹ Резолюция 76/181, приложение.

50-е пленарное заседание,
19 декабря 2023 года
"""

ARABIC = """\
78/229 - تعزيز برنامج الأمم المتحدة لمنع الجريمة والعدالة الجنائية

إن الجمعية العامة،

إذ تعيد تأكيد قراراتها المتعلقة بهذه المسألة،

وإذ يساورها بالغ القلق إزاء الجريمة المنظمة عبر الوطنية،

وإذ ترحب بالعمل المنجز،

1 - تعيد تأكيد أهمية البرنامج؛

2 - تطلب إلى الأمين العام:

(أ) أن يقدم تقريرا؛

(ب) أن يحشد الموارد.

الجلسة العامة 50
19 كانون الأول/ديسمبر 2023

المرفق

1 - سنعمل معا.
"""

BODY = "body pp1 pp2 pp3 op1 op2 op2(a) op2(b)"


@pytest.mark.parametrize(
    ("code", "text", "places"),
    [
        ("fr", FRENCH, f"h1 h2 h3 h4 {BODY} fn1 sig1 annex/h1 annex/h2 annex/para1"),
        ("es", SPANISH, f"h1 {BODY} fn1 sig1"),
        ("ru", RUSSIAN, f"h1 {BODY} fn1 sig1"),
        ("ar", ARABIC, f"h1 {BODY} sig1 annex/h1 annex/para1"),
    ],
)
def test_resolutions(code: str, text: str, places: str) -> None:
    read = parsed(text)
    assert [block.path for block in read.blocks] == places.split()
    facts = (read.language, read.symbol, read.kind, read.date)
    assert facts == (code, "A/RES/78/229", "resolution", "2023-12-19")
    assert read.warnings == ()


def test_marks_and_lines_that_go_on_in_small_letters() -> None:
    assert marked(by_path(parsed(FRENCH))["pp1"]).endswith("trait à la coopération technique[1],")
    assert by_path(parsed(RUSSIAN))["pp2"].text.endswith("последствиями транснациональной организованной преступности,")


def test_arabic_notes_and_marks_in_brackets() -> None:
    text = "إن الجمعية العامة،\n\nوإذ يساورها القلق إزاء الجريمة المنظمة(1)،\n\n1 - تؤكد قرارها؛\n\n"
    blocks = by_path(parsed(f"{text}____\n\n(1) انظر A/78/134.\n"))
    assert marked(blocks["pp1"]) == "وإذ يساورها القلق إزاء الجريمة المنظمة[1]،"
    assert (blocks["fn1"].label, blocks["fn1"].text) == ("1", "انظر A/78/134.")


def test_a_line_in_brackets_under_the_head_stays_by_itself() -> None:
    adopted = "Résolution adoptée par l’Assemblée générale le 19 décembre 2023 au sujet de ce programme"
    read = parsed(f"{adopted}\n\n[sur la base du rapport de la Troisième Commission (A/78/482)]\n\n78/229. Titre\n")
    assert [block.path for block in read.blocks] == ["h1", "h2", "h3"]


def test_arabic_stays_in_logical_order() -> None:
    blocks = by_path(parsed(ARABIC))
    assert blocks["op1"].text == "تعيد تأكيد أهمية البرنامج؛"
    assert (blocks["op2(b)"].label, blocks["op2(b)"].text) == ("(ب)", "أن يحشد الموارد.")


TREATIES = {
    "fr": "Chapitre premier\nDispositions générales\n\nArticle premier\nObjet\n\n"
    "1. La présente Convention a pour objet la paix.\n\n2. Elle s’applique aux États.\n\nArticle 2\n\nRien.\n",
    "es": "Capítulo I\nDisposiciones generales\n\nArtículo 1\nFinalidad\n\n"
    "1. La finalidad de la presente Convención es la paz.\n\n2. Se aplica a los Estados.\n\nArtículo 2\n\nNada.\n",
    "ru": "Глава I\nОбщие положения\n\nСтатья 1\nЦели\n\n"
    "1. Цели настоящей Конвенции заключаются в мире.\n\n2. Она применяется к государствам.\n\nСтатья 2\n\nНичего.\n",
    "ar": "الفصل الأول\nأحكام عامة\n\nالمادة 1\nبيان الأغراض\n\n"
    "1 - أغراض هذه الاتفاقية هي السلام.\n\n2 - تنطبق على الدول.\n\nالمادة 2\n\nلا شيء.\n",
}


@pytest.mark.parametrize("code", TREATIES)
def test_treaties(code: str) -> None:
    places = [block.path for block in parsed(TREATIES[code]).blocks]
    assert places == ["I/h1", "I/h2", "art1/h1", "art1/h2", "art1/para1", "art1/para2", "art2/h1", "art2/p1"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (FRENCH, "fr"),
        (SPANISH, "es"),
        (RUSSIAN, "ru"),
        (ARABIC, "ar"),
        ("The report of the Secretary-General", "en"),
        ("秘书长的报告A/79/120 (English only)", "zh"),
        ("1. 2. 3.", "en"),
    ],
)
def test_the_language_of_a_text(text: str, code: str) -> None:
    assert find_language(text) == code


@pytest.mark.parametrize(
    ("code", "printed", "number"),
    [
        ("fr", "premier", 1),
        ("es", "Única", 0),
        ("es", "Primera", 1),
        ("ar", "الثانية", 2),
        ("ar", "١٢", 12),
        ("ru", "IV", 4),
    ],
)
def test_numbers_in_words_and_figures(code: str, printed: str, number: int) -> None:
    assert language(code).number(printed) == number
