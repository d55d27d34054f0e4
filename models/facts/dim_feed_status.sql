with first_loaded as (
    select
        la_code,
        feed,
        min(as_at) as first_loaded_as_at
    from {{ ref('stg_delivery') }}
    where status = 'loaded'
    group by la_code, feed
)

select
    delivery.la_code,
    delivery.feed,
    delivery.as_at,
    delivery.status,
    delivery.reason,
    delivery.file_name,
    delivery.file_hash,
    delivery.rows_in,
    delivery.rows_loaded,
    delivery.rows_quarantined,
    delivery.rows_ignored,
    delivery.missing_columns,
    first_loaded.first_loaded_as_at,
    delivery.format,
    delivery.known_from,
    delivery.state_from,
    delivery.known_until,
    delivery.snapshots,
    delivery.rows_earlier,
    delivery.rows_ended,
    delivery.rows_removed
from {{ ref('stg_delivery') }} as delivery
left join first_loaded
    on
        delivery.la_code = first_loaded.la_code
        and delivery.feed = first_loaded.feed
where delivery.is_current
order by delivery.la_code, delivery.feed
