select
    la_code,
    team_id,
    team_name
from {{ ref('stg_ssd__team') }}
order by la_code, team_id
