{#
  Each column named in `values` holds one of the values listed for it, or null: one scan for all of a model's codes.
  Gives how many rows do not, never which.
#}
{% test accepts_only(model, values) %}

with unknown as (
    select count(*) as row_count
    from {{ model }}
    where
        {% for column, allowed in values.items() -%}
        {{ 'or ' if not loop.first }}{{ column }} not in ({{ "'" ~ allowed | join("', '") ~ "'" }})
        {% endfor %}
)

select row_count
from unknown
where row_count > 0

{% endtest %}
