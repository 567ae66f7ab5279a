"""Writes app/ui/pinyin_table.h: python3 tests/app/ui/pinyin_initials.py > app/ui/pinyin_table.h

The order of Chinese characters by pinyin comes from the Unicode CLDR, as Perl's Unicode::Collate brings it (Debian:
perl-modules); its index marks say where each letter begins. Characters with readings that begin differently are
listed below with all their letters.
"""
import collections
import json
import re
import sys

ORDER = "/usr/share/perl/5.36.0/Unicode/Collate/CJK/Pinyin.pm"
SEVERAL = {
    "重": "cz", "长": "cz", "行": "hx", "率": "ls", "传": "cz", "降": "jx", "调": "dt", "参": "cs", "曾": "cz",
    "弹": "dt", "乐": "ly", "校": "jx", "系": "jx", "会": "hk", "朝": "cz", "提": "dt", "给": "gj", "藏": "cz",
    "盛": "cs", "单": "ds", "尾": "wy", "畜": "cx", "纤": "qx", "厦": "sx", "叶": "xy", "圈": "jq", "折": "sz",
    "期": "jq", "溃": "hk", "粘": "nz", "虾": "hx", "贾": "gj", "巷": "hx", "匙": "cs", "吓": "hx", "奇": "jq",
    "颤": "cz", "便": "bp", "泊": "bp", "屏": "bp", "暴": "bp", "伽": "gj", "石": "ds", "种": "cz",
}
HEAD = """// Made by tests/app/ui/pinyin_initials.py out of the pinyin order of the Unicode CLDR: the first letters of the
// readings of the characters of GB 2312, level 1, and of those that the translations use besides.
#pragma once

#include <string_view>

namespace app::ui {

struct Initial {
  char letter;
  std::string_view characters;
};

// clang-format off
constexpr Initial kInitials[] = {
"""
TAIL = "};\n// clang-format on\n\n}  // namespace app::ui\n"


def readings():
    letter, letters = None, {}
    text = open(ORDER, encoding="ascii").read().split("__DATA__")[1].split("__END__")[0]
    for word in text.split():
        mark = re.fullmatch(r"FDD0-00([0-9A-F]{2})", word)
        if mark:
            letter = chr(int(mark[1], 16)).lower()
        elif letter:
            letters[chr(int(word, 16))] = letter
    return letters


def characters():
    found = set()
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(bytes([row, cell]).decode("gb2312"))
            except UnicodeDecodeError:
                pass
    for text in json.load(open("assets/translations/zh.json", encoding="utf-8")).values():
        found.update(c for c in text if "\u4e00" <= c <= "\u9fff")
    return found


def main():
    letters, groups = readings(), collections.defaultdict(set)
    for c in characters():
        for letter in set(SEVERAL.get(c, "")) | set(letters.get(c, "")):
            groups[letter].add(c)
    out = HEAD
    for letter in sorted(groups):
        line = "".join(sorted(groups[letter]))
        pieces = [f'     "{line[i:i + 50]}"' for i in range(0, len(line), 50)]
        out += f"    {{'{letter}',\n" + "\n".join(pieces) + "},\n"
    sys.stdout.write(out + TAIL)


main()
