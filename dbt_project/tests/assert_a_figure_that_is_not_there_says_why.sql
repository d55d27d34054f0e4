-- A null is never a zero: no value without a reason, and no value beside one.
-- Counts of cases go with the value when a feed is missing, and are shown when there were none.
select
    indicator_code,
    count(*) as row_count
from {{ ref('kpi_measures') }}
where
    not (status in ('ok', 'no cases') or status like 'feed missing: _%')
    or (status = 'ok') <> (value is not null)
    or (status = 'no cases' and denominator <> 0)
    or (status like 'feed missing%') <> (numerator is null)
group by indicator_code
