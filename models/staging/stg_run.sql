select
    as_of,
    edition_id,
    code_version,
    inputs_hash
from {{ source('raw', 'run') }}
