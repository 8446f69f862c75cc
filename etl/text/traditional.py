"""Traditional characters of the words by which lists are recognised: 序號 is 序号.

Only characters of header words, headings and terms are here, so that reading needs no library of
all characters. Titles and names stay as they are printed.
"""

_PAIRS = """
專专 業业 價价 會会 體体 內内 軍军 況况 準准 劃划 別别 製制 辦办 務务 區区 單单 歷历 發发 變变
號号 後后 員员 週周 團团 圍围 國国 處处 備备 復复 複复 頭头 學学 實实 審审 對对 導导 層层 屬属
佈布 應应 廢废 開开 強强 歸归 當当 錄录 徵征 態态 總总 託托 執执 報报 擔担 擬拟 數数 時时 術术
機机 構构 標标 樣样 匯汇 彙汇 註注 點点 牽牵 狀状 現现 電电 種种 稱称 類类 級级 組组 織织 終终
經经 結结 續续 編编 職职 範范 薦荐 見见 規规 覽览 計计 訂订 論论 設设 識识 譯译 試试 話话 語语
說说 説说 調调 負负 責责 質质 費费 達达 進进 適适 郵邮 採采 銷销 長长 門门 間间 階阶 際际 項项
順顺 預预 領领 題题 額额 饋馈
"""
_SIMPLIFIED = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})


def simplified(word: str) -> str:
    """A header word, heading or term in simplified characters."""
    return word.translate(_SIMPLIFIED)


def is_traditional(word: str) -> bool:
    """Whether a header word, heading or term is printed in traditional characters."""
    return simplified(word) != word
