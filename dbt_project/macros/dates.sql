{#
  Date arithmetic in one place. The few forms that differ between DuckDB and Spark are dispatched (design section 9).
#}

{# A month as one whole number, so that months subtract and join as integers: December 2020 is 2020 * 12 + 12. #}
{% macro month_index(date) -%}
    cast(extract(year from {{ date }}) * 12 + extract(month from {{ date }}) as integer)
{%- endmacro %}

{# Same day `months` earlier, clamped to the month's last day: 29 February 2020 less 12 months is 28 February 2019. #}
{% macro months_before(date, months) -%}
    {{ return(adapter.dispatch('months_before', 'scorecards')(date, months)) }}
{%- endmacro %}
{% macro default__months_before(date, months) -%}
    cast({{ date }} - to_months(cast({{ months }} as integer)) as date)
{%- endmacro %}
{% macro spark__months_before(date, months) -%}
    add_months({{ date }}, -cast({{ months }} as int))
{%- endmacro %}

{# Whole days from `start` to `finish`; negative when `finish` is earlier. #}
{% macro days_between(start, finish) -%}
    {{ return(adapter.dispatch('days_between', 'scorecards')(start, finish)) }}
{%- endmacro %}
{% macro default__days_between(start, finish) -%}
    cast({{ finish }} - {{ start }} as integer)
{%- endmacro %}
{% macro spark__days_between(start, finish) -%}
    datediff({{ finish }}, {{ start }})
{%- endmacro %}

{# One row per whole number from `first` to `last`, none when `last` is smaller: a spell unrolled over its own months. #}
{% macro unrolled(first, last) -%}
    {{ return(adapter.dispatch('unrolled', 'scorecards')(first, last)) }}
{%- endmacro %}
{% macro default__unrolled(first, last) -%}
    cast(unnest(range({{ first }}, {{ last }} + 1)) as integer)
{%- endmacro %}
{% macro spark__unrolled(first, last) -%}
    explode(case when {{ last }} >= {{ first }} then sequence({{ first }}, {{ last }}) else array() end)
{%- endmacro %}

{# The day `days` after `date`. #}
{% macro days_after(date, days) -%}
    cast({{ date }} + cast({{ days }} as integer) as date)
{%- endmacro %}

{#
  Completed years on a date. Someone born on 29 February has the birthday on 1 March in common years, which the
  comparison of month and day gives by itself. Negative for a child not yet born.
#}
{% macro age_in_years(birth_date, on_date) -%}
    cast(
        extract(year from {{ on_date }}) - extract(year from {{ birth_date }})
        - case
            when
                extract(month from {{ on_date }}) * 100 + extract(day from {{ on_date }})
                < extract(month from {{ birth_date }}) * 100 + extract(day from {{ birth_date }})
                then 1
            else 0
        end
        as integer
    )
{%- endmacro %}

{# The age band of definitions: a missing birth date is unknown, a child not yet born is under one. #}
{% macro age_band(birth_date, on_date) -%}
    case
        when {{ birth_date }} is null then 'unknown'
        when {{ age_in_years(birth_date, on_date) }} < 1 then 'under_1'
        when {{ age_in_years(birth_date, on_date) }} < 5 then '1_4'
        when {{ age_in_years(birth_date, on_date) }} < 10 then '5_9'
        when {{ age_in_years(birth_date, on_date) }} < 16 then '10_15'
        else '16_plus'
    end
{%- endmacro %}

{# The first day of the month with this index. #}
{% macro month_start(month_index) -%}
    make_date(
        cast(floor(({{ month_index }} - 1) / 12) as integer),
        cast(({{ month_index }} - 1) % 12 + 1 as integer),
        1
    )
{%- endmacro %}

{# One row per part of a text split at `separator`. #}
{% macro split_to_rows(text, separator) -%}
    {{ return(adapter.dispatch('split_to_rows', 'scorecards')(text, separator)) }}
{%- endmacro %}
{% macro default__split_to_rows(text, separator) -%}
    unnest(string_split({{ text }}, '{{ separator }}'))
{%- endmacro %}
{% macro spark__split_to_rows(text, separator) -%}
    explode(split({{ text }}, '{{ separator }}'))
{%- endmacro %}
