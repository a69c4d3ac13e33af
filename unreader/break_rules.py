"""What may not begin or end a line, and what is not parted: marks, units, words beside numbers. Data for the breaker.

After GB/T 15834-2011 (marks that may not begin or end a line, dashes and ellipses that may not be split) and the
habits of UN texts.
"""

from __future__ import annotations

#: May not begin a line.
NOT_AT_START = (
    "，。、；：！？）》〉】」』〕〗〙〛”…—～〜·・•‰％℃﹚﹜︶ー々〻ゝゞヽヾ゛゜"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ°⁰¹²³⁴⁵⁶⁷⁸⁹»›″′‼⁇⁈⁉．､｡｣–،؛؟"
)
#: May not end a line.
NOT_AT_END = "（《〈【「『〔〖〘〚“‘﹙﹛︵«‹｢"
#: Openers and prefixes that also stay with a Latin word before them: 46/152(VII), US$100.
GLUED_OPENERS = "([{¥$￥＄£€#＃№"
#: Closers that also stay with a Latin word after them: (a)bis.
GLUED_CLOSERS = ")]}"
#: Points within numbers and symbols: A/C.3, 1,000, 12:30, don’t.
POINTS = ",.;:!?%’"
#: Neither end of a line, where no blank stands beside them: 和/或.
SLASHES = "/／"
#: Not at a line's start unless a blank stands before them.
HYPHENS = "-‐‑－"
#: A number is not parted from these, with or without a blank between: 1991 年, 第 46/152 号, 3 亿.
UNITS = frozenset("年月日号时分秒条款段项届次章节卷页岁世期万亿元倍名个人国周天吨种份起例级%％‰℃")
#: Units of two characters, neither parted from their number nor within: 100万美元, 20周年, 90年代.
UNIT_WORDS = frozenset(
    (
        "美元", "欧元", "英镑", "日元", "周年", "年代", "世纪", "个月", "小时", "分钟", "公里",
        "公斤", "公吨", "公顷", "百万", "千万",
    )
)  # fmt: skip
#: Numbers in words are not parted either: 二〇二三年, 第三十五届.
NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")
#: Not parted from the number between them: 第2200A(XXI)号.
ORDINAL_PREFIX, ORDINAL_SUFFIX = "第号"
#: Words that are not parted from the number after them: para. 12, No. 5.
BEFORE_NUMBERS = frozenset(
    (
        "para.", "paras.", "art.", "arts.", "no.", "nos.", "vol.", "vols.", "chap.", "chaps.", "sect.", "sects.", "p.",
        "pp.", "add.", "rev.", "par.", "fasc.", "párr.", "párrs.", "núm.", "núms.", "cap.", "п.", "пп.", "ст.", "стр.",
        "т.", "с.",
    )
)  # fmt: skip
#: Words that are not parted from the number before them: 12 million, 5 per cent, 18 December.
AFTER_NUMBERS = frozenset(
    (
        "thousand", "million", "billion", "trillion", "per", "percent", "january", "february", "march", "april", "may",
        "june", "july", "august", "september", "october", "november", "december", "millions", "milliards", "pour",
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre", "millones", "por", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
        "septiembre", "octubre", "noviembre", "diciembre", "млн", "млрд", "процента", "процентов", "января", "февраля",
        "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря", "года",
    )
)  # fmt: skip
#: A token longer than the line is parted after these first, in this order.
SOFT_POINTS = ("-", "/", "._?&=:")
