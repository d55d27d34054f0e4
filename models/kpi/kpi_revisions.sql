-- the figures that go on the ledger: the whole council in every view, its parts in the headline view
with present as (
    select measure.*
    from {{ ref('kpi_measures') }} as measure
    inner join {{ ref('dim_indicator') }} as indicator
        on measure.indicator_code = indicator.indicator_code
    where measure.slice_type = 'all' or measure.view = indicator.headline_view
),

compared as (
    select
        published.la_code,
        published.indicator_code,
        published.period_end,
        published.view,
        published.slice_type,
        published.slice_value,
        published.value as old_value,
        present.value as new_value,
        published.numerator as old_numerator,
        present.numerator as new_numerator,
        published.denominator as old_denominator,
        present.denominator as new_denominator,
        published.status as old_status,
        coalesce(present.status, 'not published') as new_status,
        published.edition_id as published_in,
        published.as_of as published_as_of,
        coalesce(indicator.decimals, 0) as decimals,
        coalesce(published.definition_version <> indicator.version, false) as is_redefined,
        indicator.unit in ('rate_per_10000', 'rate_per_1000')
        and published.value is not null
        and present.value is not null
        and (
            published.denominator <> present.denominator
            or published.population_vintage is distinct from score.population_vintage
        ) as is_of_another_population
    from {{ ref('fct_published_figure') }} as published
    inner join {{ ref('dim_indicator') }} as indicator
        on published.indicator_code = indicator.indicator_code
    inner join {{ ref('dim_council') }} as council
        on
            published.la_code = council.la_code
            -- a month that is no longer looked back to is no change
            and published.period_end between council.first_period_end and council.last_period_end
    left join present
        on
            published.la_code = present.la_code
            and published.indicator_code = present.indicator_code
            and published.period_end = present.period_end
            and published.view = present.view
            and published.slice_type = present.slice_type
            and published.slice_value = present.slice_value
    left join {{ ref('kpi_scorecard') }} as score
        on
            published.la_code = score.la_code
            and published.indicator_code = score.indicator_code
            and published.period_end = score.period_end
),

changed as (
    select
        *,
        -- neither part has shrunk and one has grown; a part that was not there has grown
        coalesce(new_numerator >= old_numerator, old_numerator is null)
        and coalesce(new_denominator >= old_denominator, old_denominator is null)
        and (
            coalesce(new_numerator > old_numerator, new_numerator is not null)
            or coalesce(new_denominator > old_denominator, new_denominator is not null)
        ) as has_only_grown
    from compared
    where
        old_status <> new_status
        or abs(new_value - old_value) > 0.000000001
)

select
    la_code,
    indicator_code,
    period_end,
    view,
    slice_type,
    slice_value,
    old_value,
    new_value,
    new_value - old_value as difference,
    old_numerator,
    new_numerator,
    old_denominator,
    new_denominator,
    old_status,
    new_status,
    case
        when is_redefined then 'definition'
        when old_status like 'feed missing%' or new_status like 'feed missing%' then 'feed'
        when old_status like 'known since%' or new_status like 'known since%' then 'feed'
        when old_status like 'known until%' or new_status like 'known until%' then 'feed'
        when is_of_another_population then 'population'
        when has_only_grown then 'late_entry'
        else 'correction'
    end as cause,
    -- a double may lie a hair below the half that it stands for: as publishing does, count it as the half
    old_status <> new_status
    or round(new_value * 1.000000000001, decimals) <> round(old_value * 1.000000000001, decimals) as is_visible,
    published_in,
    published_as_of
from changed
order by la_code, indicator_code, period_end, view, slice_type, slice_value
