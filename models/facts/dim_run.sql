select
    as_of,
    edition_id,
    code_version,
    inputs_hash
from {{ ref('stg_run') }}
