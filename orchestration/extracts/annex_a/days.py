"""SQL macros: the ways in which a day may be written in the lists → YYYY-MM-DD.

Belongs here: reading a day that can be read in one way only. Does not belong here: whether the day makes sense (the
contract). The lists are written day first. What could be two days is left as it stands and marked ambiguous.
"""

from __future__ import annotations

_SEP = "[/.-]"
_TIME = r"([T ]\d{1,2}:\d{2}.*)?"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = "(" + "|".join(_MONTHS) + ")[a-z]*"
_NUMBER = f"list_position({_MONTHS!r}, lower(regexp_extract(x, '(?i){_MONTH}', 1)))"

MACROS = rf"""
create or replace macro annex_plain(x) as case when regexp_matches(x, '(?i)^[a-z]{{3,9}},? +\d| [/.-]|[/.-] ')
    then regexp_replace(regexp_replace(x, '(?i)^(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?[,.]? +', ''),
        '^(\w+) *([/.-]) *(\w+) *([/.-]) *', '\1\2\3\4') else x end;
create or replace macro annex_nothing(x) as
    regexp_full_match(x, '(?i)[-–—. ]+|n/?a|none|nil|open|ongoing|on[ -]going|current|0([.]0+)?|'
        '(00?[/.-]){{2}}(1900|0000)|00?[/.-]0?1[/.-]1900|1900-01-00{_TIME}|1899-12-3[01]{_TIME}');
create or replace macro annex_parts(y, m, d) as
    try_cast(lpad(y::varchar, 4, '0') || '-' || lpad(m::varchar, 2, '0') || '-' || lpad(d::varchar, 2, '0') as date);
create or replace macro annex_year(y) as
    case when length(y) = 4 then y when y::integer <= 40 then '20' || y else '19' || y end;
create or replace macro annex_day(x, later := 0) as coalesce(case
    when regexp_full_match(x, '\d{{4}}-\d{{2}}-\d{{2}}{_TIME}') then try_cast(x[1:10] as date)
    when regexp_full_match(x, '\d{{4}}{_SEP}\d{{1,2}}{_SEP}\d{{1,2}}{_TIME}') then annex_parts(
        regexp_extract(x, '^(\d+)\D(\d+)\D(\d+)', 1), regexp_extract(x, '^(\d+)\D(\d+)\D(\d+)', 2),
        regexp_extract(x, '^(\d+)\D(\d+)\D(\d+)', 3))
    when regexp_full_match(x, '(19|20)\d{{6}}') then annex_parts(x[1:4], x[5:6], x[7:8])
    when regexp_full_match(x, '\d{{1,2}}{_SEP}\d{{1,2}}{_SEP}\d{{4}}{_TIME}') then coalesce(annex_parts(
        regexp_extract(x, '^(\d+)\D(\d+)\D(\d+)', 3), regexp_extract(x, '^(\d+)\D(\d+)\D(\d+)', 2),
        regexp_extract(x, '^(\d+)\D(\d+)\D(\d+)', 1)), annex_parts(
        regexp_extract(x, '^(\d+)\D(\d+)\D(\d+)', 3), regexp_extract(x, '^(\d+)\D(\d+)\D(\d+)', 1),
        regexp_extract(x, '^(\d+)\D(\d+)\D(\d+)', 2)))
    when regexp_full_match(x, '(?i)\d{{1,2}}(st|nd|rd|th)?[ /-]*{_MONTH}[ ,/-]*(\d{{4}}|\d{{2}}){_TIME}')
    then annex_parts(
        annex_year(regexp_extract(x, '(?i){_MONTH}[ ,/-]*(\d{{4}}|\d{{2}})', 2)), {_NUMBER},
        regexp_extract(x, '^\d+'))
    when regexp_full_match(x, '(?i){_MONTH} +\d{{1,2}}(st|nd|rd|th)?,? +\d{{4}}') then annex_parts(
        regexp_extract(x, '\d{{4}}$'), {_NUMBER}, regexp_extract(x, '\d{{1,2}}'))
    when regexp_full_match(x, '\d{{5}}([.]\d+)?') and try_cast(x[1:5] as integer) + later between 18000 and 60000
        then date '1899-12-30' + (x[1:5]::integer + later)
end::varchar, x);
create or replace macro annex_month_first(x) as
    regexp_full_match(x, '(0?[1-9]|1[0-2]){_SEP}(1[3-9]|2\d|3[01]){_SEP}\d{{4}}{_TIME}');
create or replace macro annex_short_year(x) as
    regexp_full_match(x, '\d{{1,2}}{_SEP}\d{{1,2}}{_SEP}\d{{2}}{_TIME}');
create or replace macro annex_either_way(x) as
    regexp_full_match(x, '(0?[1-9]|1[0-2]){_SEP}(0?[1-9]|1[0-2]){_SEP}\d{{4}}{_TIME}')
    and try_cast(regexp_extract(x, '^(\d+)\D(\d+)', 1) as integer)
        <> try_cast(regexp_extract(x, '^(\d+)\D(\d+)', 2) as integer);
"""
"""`annex_plain`: a day without its weekday and without spaces around its separators, as the other macros want it.
`annex_nothing`: words that people write where there is no day, and day nought of Excel.
A day written with a two-figure year and a month in figures is ambiguous; so is one that could be read either way,
where another day of its column has to be month first. `later`: the days by which a workbook counts later than usual."""
