-- The part lies within the whole. A numerator that is counted by another date than its denominator shows here first.
-- contact_to_referral_pct divides two flows of one month, as the paper prints it, and may pass 100.
select
    measure.indicator_code,
    count(*) as row_count
from {{ ref('kpi_measures') }} as measure
inner join {{ ref('dim_indicator') }} as indicator
    on
        measure.indicator_code = indicator.indicator_code
        and indicator.unit = 'percent'
where
    measure.indicator_code <> 'contact_to_referral_pct'
    and not measure.value between 0 and 100
group by measure.indicator_code
