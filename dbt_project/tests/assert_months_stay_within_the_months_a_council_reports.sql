-- The month of an extract taken before its last day is not over: a figure for it would look like a fall.
-- Months before the first are held to feed twelve-month windows and must not be shown either.
select
    measure.la_code,
    count(*) as row_count
from {{ ref('kpi_measures') }} as measure
inner join {{ ref('dim_council') }} as council
    on measure.la_code = council.la_code
where not measure.period_end between council.first_period_end and council.last_period_end
group by measure.la_code
