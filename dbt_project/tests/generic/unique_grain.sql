{#
  No two rows share these columns, and none of the columns is null unless `may_be_empty` names it.
  Gives the number of offending groups, never what stands in them.
#}
{% test unique_grain(model, columns, may_be_empty=[]) %}

with repeated as (
    select count(*) as row_count
    from {{ model }}
    group by {{ columns | join(', ') }}
    having
        count(*) > 1
        {% for column in columns if column not in may_be_empty -%}
        or count({{ column }}) < count(*)
        {% endfor %}
)

select row_count
from repeated

{% endtest %}
