{# How numbers and days are written in a note. Belongs here: text of one value. The words themselves are in a seed. #}

{# A whole number with a comma at the thousand: 1258 is 1,258. Null stays null. #}
{% macro whole_number(value) -%}
    case
        when {{ value }} >= 1000
            then
                cast(cast(floor({{ value }} / 1000) as bigint) as varchar)
                || ','
                || right('00' || cast(cast(round({{ value }} % 1000) as bigint) as varchar), 3)
        else cast(cast(round({{ value }}) as bigint) as varchar)
    end
{%- endmacro %}

{# A day in words, of a date and the name of its month: 28 May 2019. #}
{% macro day_words(date, month_name) -%}
    cast(extract(day from {{ date }}) as varchar) || ' ' || {{ month_name }}
{%- endmacro %}

{# True when a list of codes parted by blanks names this one. #}
{% macro names_code(codes, code) -%}
    ' ' || {{ codes }} || ' ' like '% ' || {{ code }} || ' %'
{%- endmacro %}
