{# Where notes come from, and which of the two optional columns each gives. #}
{% set origins = [
    ('notes_of_figures', ['severity']), ('notes_of_periods', ['source']), ('notes_of_comparisons', []),
    ('notes_of_benchmarks', []),
    ('notes_of_services', ['severity']), ('notes_of_care', []), ('notes_of_adoptions', []),
    ('notes_of_staff', ['severity']), ('notes_of_formats', [])
] %}

with found as (
    {% for origin, given in origins -%}
        select
            la_code,
            indicator_code,
            period_end,
            note_code,
            subject,
            counted,
            out_of,
            detail,
            {{ 'severity' if 'severity' in given else 'cast(null as varchar)' }} as own_severity,
            {{ 'source' if 'source' in given else 'cast(null as varchar)' }} as own_source
        from {{ ref(origin) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    found.la_code,
    found.indicator_code,
    found.period_end,
    found.note_code,
    found.subject,
    note.kind,
    coalesce(found.own_severity, note.severity) as severity,
    note.title,
    -- the words of the seed, with the numbers of the month in their places
    trim(
        replace(
            replace(
                replace(note.text, '{count}', coalesce({{ whole_number('found.counted') }}, 'not known')),
                '{of}', coalesce({{ whole_number('found.out_of') }}, 'not known')
            ),
            '{what}', coalesce(found.detail, '')
        )
    ) as text,
    found.counted,
    found.out_of,
    coalesce(found.own_source, note.source) as source
from found
inner join {{ ref('data_notes') }} as note
    on found.note_code = note.note_code
-- a note stands at a figure: months and indicators that the scorecard does not hold have none; what the format
-- supports is said where it leaves the figure empty, too
inner join {{ ref('kpi_scorecard') }} as score
    on
        found.la_code = score.la_code
        and found.indicator_code = score.indicator_code
        and found.period_end = score.period_end
        and (score.value is not null or found.note_code in ('format_snapshots', 'format_not'))
order by found.la_code, found.indicator_code, found.period_end, found.note_code, found.subject
