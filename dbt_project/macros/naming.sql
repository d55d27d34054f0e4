{# Schemas are named plainly (staging, facts, marts), not prefixed with the target's: there is one target. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
