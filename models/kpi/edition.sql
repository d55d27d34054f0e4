select
    edition_id,
    as_of,
    code_version,
    inputs_hash
from {{ ref('dim_run') }}
