{# Splits whose every part is a share of the whole: their numerators are the parts, their denominators all of it. #}
{% set shares = [('audit_grade_pct', 'grade')] %}
-- Guards the promise that a split loses nobody: an inner join to a child's attributes once drops those without them.
-- Not a test of the split itself. A split that a missing feed empties is left out; a rate's population is not split.
with part as (
    select
        la_code,
        indicator_code,
        period_end,
        view,
        slice_type,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        bool_or(status like 'feed missing%') as is_unreported
    from {{ ref('kpi_measures') }}
    where
        slice_type <> 'all'
        {% for indicator_code, slice_type in shares -%}
            and not (indicator_code = '{{ indicator_code }}' and slice_type = '{{ slice_type }}')
        {% endfor %}
    group by la_code, indicator_code, period_end, view, slice_type
)

select
    part.indicator_code,
    part.slice_type,
    count(*) as row_count
from part
inner join {{ ref('kpi_measures') }} as whole
    on
        part.la_code = whole.la_code
        and part.indicator_code = whole.indicator_code
        and part.period_end = whole.period_end
        and part.view = whole.view
        and whole.slice_type = 'all'
inner join {{ ref('dim_indicator') }} as indicator
    on part.indicator_code = indicator.indicator_code
where
    not part.is_unreported
    and (
        abs(part.numerator - whole.numerator) > 1e-6
        or (
            indicator.unit not in ('rate_per_10000', 'rate_per_1000')
            and abs(part.denominator - whole.denominator) > 1e-6
        )
    )
group by part.indicator_code, part.slice_type
