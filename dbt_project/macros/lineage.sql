{#
  Where a figure comes from, read off dbt's own graph while a night runs. A fact is followed up to the extracts it is
  made of. Dimensions of time and place are behind every table and say nothing of one figure, so the way ends at them.
#}

{# Rows (indicator code or null, observation model, fact): the facts that each SELECT of an observation model reads. #}
{% macro observed_facts() -%}
    {%- set rows = [] -%}
    {%- for node in (graph.nodes.values() if execute else []) -%}
        {%- if node.resource_type == 'model' and node.name.startswith('obs_') and node.name != 'obs_all' -%}
            {%- set sql = modules.re.sub('--[^\n]*', '', node.raw_code) -%}
            {%- set step = '(?s)([a-z_]+) as [(]\n(.*?)\n[)]' -%}
            {%- set steps = modules.re.findall(step, sql) -%}
            {%- for block in modules.re.sub(step, '', sql).split('union all') -%}
                {%- set read = [block] -%}
                {#- a step may read an earlier one -#}
                {%- for name, body in steps | reverse -%}
                    {%- if name in read | join -%}{%- do read.append(body) -%}{%- endif -%}
                {%- endfor -%}
                {#- a SELECT in a loop is that of every code in the list at its head -#}
                {%- set codes = modules.re.findall("'([a-z0-9_]+)'[ ]+as[ ]+indicator_code", block) or [none] -%}
                {%- for fact in modules.re.findall("ref[(]'(fct_[a-z0-9_]+)'[)]", read | join('\n')) -%}
                    {%- for found in codes -%}
                        {%- set code = "'" ~ found ~ "'" if found else 'cast(null as varchar)' -%}
                        {%- do rows.append("(" ~ code ~ ", '" ~ node.name ~ "', '" ~ fact ~ "')") -%}
                    {%- endfor -%}
                {%- endfor -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
    {{- rows | unique | sort | join(',\n        ') or "(cast(null as varchar), '', '')" -}}
{%- endmacro %}

{# Feed → the feed through which its contract finds the person of a row, as the feeds are declared (a test compares). #}
{% macro read_through() -%}
    {{- return({
        'ssd_cp_visits': 'ssd_cp_plans', 'ssd_cp_reviews': 'ssd_cp_plans', 'ssd_cla_placement': 'ssd_cla_episodes',
        'ssd_cla_reviews': 'ssd_cla_episodes', 'ssd_cla_visits': 'ssd_cla_episodes',
        'local_contact_decisions': 'ssd_contacts', 'local_return_interviews': 'ssd_missing'
    }) -}}
{%- endmacro %}

{# Rows (fact, node, steps between them, extract, extract that its rows find their person through, or itself again):
   every model on a way from a fact to an extract, and the extract. #}
{% macro ways_to_extracts() -%}
    {%- set ways = [] -%}
    {%- for node in (graph.nodes.values() if execute else []) -%}
        {%- if node.resource_type == 'model' and node.name.startswith('fct_') -%}
            {%- do follow(node.unique_id, [], ways) -%}
        {%- elif node.name in ('stg_ssd__person', 'stg_ssd__disability') -%}
            {%- do follow(node.unique_id, ['dim_child'], ways) -%}
        {%- elif node.name == 'stg_local__population' -%}
            {%- do follow(node.unique_id, ['dim_council_month', 'int_populations_chosen'], ways) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set rows = [] -%}
    {%- for way in ways -%}
        {%- for name in way -%}
            {%- do rows.append("('" ~ [way[0], name, loop.index0, way[-1], way[-1]] | join("', '") ~ "')") -%}
        {%- endfor -%}
        {%- if way[-1] in read_through() -%}
            {%- set parent = read_through()[way[-1]] -%}
            {%- do rows.append("('" ~ [way[0], parent, way | length, way[-1], parent] | join("', '") ~ "')") -%}
        {%- endif -%}
    {%- endfor -%}
    {{- rows | unique | sort | join(',\n        ') or "('', '', '0', '', '')" -}}
{%- endmacro %}

{# Puts into `ways` a list of names for every way from a node up to an extract. #}
{% macro follow(unique_id, before, ways) %}
    {%- if unique_id in graph.sources -%}
        {%- do ways.append(before + [graph.sources[unique_id].name]) -%}
    {%- elif unique_id in graph.nodes and not graph.nodes[unique_id].name.startswith('dim_') -%}
        {%- for parent in graph.nodes[unique_id].depends_on.nodes -%}
            {%- do follow(parent, before + [graph.nodes[unique_id].name], ways) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}

{# Rows (name, what one row is): the first sentence of the description of every model and extract. #}
{% macro first_sentences() -%}
    {%- set rows = [] -%}
    {%- for node in ((graph.nodes.values() | list) + (graph.sources.values() | list) if execute else []) -%}
        {%- if node.resource_type in ('model', 'source') -%}
            {%- set sentence = (node.description or '').split() | join(' ') -%}
            {%- set sentence = modules.re.sub('(?<=[.]) .*', '', sentence) | replace("'", "''") -%}
            {%- do rows.append("('" ~ node.name ~ "', '" ~ sentence ~ "')") -%}
        {%- endif -%}
    {%- endfor -%}
    {{- rows | sort | join(',\n        ') or "('', '')" -}}
{%- endmacro %}
