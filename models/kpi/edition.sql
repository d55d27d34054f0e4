select
    edition_id,
    as_of,
    code_version,
    inputs_hash
from {{ ref('stg_run') }}
