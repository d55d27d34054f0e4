{#
  Spells (plans, episodes, placements, statuses) as the months at whose last day they were open.

  A spell is open at a month's last day when it started on or before it and had not ended by it, so it is open at the
  ends of the months from its start's month up to, and without, its end's month. Each spell is unrolled over its own
  months, clipped to the months its council reports: the work grows with the rows, never with children times months.
#}

{#
  Columns la_code, month_index and those named, one row per spell of `relation` and month end at which it was open.
  `window` is the relation that gives first_month_index and last_month_index per la_code.
#}
{% macro open_at_month_ends(relation, start, finish, columns) -%}
    select
        spell.la_code,
        {% for column in columns -%}
        spell.{{ column }},
        {% endfor -%}
        {{ unrolled(
            'greatest(' ~ month_index('spell.' ~ start) ~ ', council.first_month_index)',
            'least(coalesce(' ~ month_index('spell.' ~ finish) ~ ' - 1, council.last_month_index), council.last_month_index)'
        ) }} as month_index
    from {{ relation }} as spell
    inner join {{ ref('dim_council') }} as council
        on spell.la_code = council.la_code
    where spell.{{ start }} is not null
{%- endmacro %}

{# True when a spell was open on a day: started on or before it, not ended by it. #}
{% macro open_on(start, finish, day) -%}
    ({{ start }} <= {{ day }} and ({{ finish }} is null or {{ finish }} > {{ day }}))
{%- endmacro %}
