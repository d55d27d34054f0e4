"""From dbt's manifest to Dagster's specs: one asset per model and seed, one check per data test.

Belongs here: keys, groups, owners, which asset a test is a check of. Does not belong here: running dbt (`transform`)
and reporting what came of it (`warehouse`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtProject

from orchestration.assets.common import OWNER

BUILT = ("model", "seed")


class Translator(DagsterDbtTranslator):
    """Group = layer, an owner everywhere, the description without the SQL (the file is the place to read that)."""

    def get_asset_spec(self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None) -> dg.AssetSpec:
        spec = super().get_asset_spec(manifest, unique_id, project)
        node = self.get_resource_props(manifest, unique_id)
        kind = "seed" if node["resource_type"] == "seed" else node.get("config", {}).get("materialized", "table")
        return spec.replace_attributes(
            group_name=layer_of(node),
            owners=spec.owners or [OWNER],
            description=node.get("description") or f"dbt {node['resource_type']} {node['name']}",
            kinds={"dbt", "duckdb", kind},
        )


@dataclass(frozen=True)
class Graph:
    """The dbt project as Dagster sees it, with the way back from dbt's ids."""

    specs: dict[str, dg.AssetSpec]
    """unique id of a model or seed → its asset"""
    checks: dict[str, dg.AssetCheckSpec]
    """unique id of a data test → its check"""

    @property
    def nodes(self) -> int:
        return len(self.specs) + len(self.checks)

    def key_of(self, name: str) -> dg.AssetKey:
        """The asset of the model or seed with this name."""
        return next(spec.key for unique_id, spec in self.specs.items() if unique_id.split(".")[-1] == name)


def layer_of(node: Mapping[str, Any]) -> str:
    """The layer of a node: the first folder it stands in; seeds and sources are layers of their own."""
    if node["resource_type"] == "seed":
        return "seeds"
    if node["resource_type"] == "source":
        return str(node["source_name"])
    return str(node["fqn"][1])


def read_graph(manifest: Mapping[str, Any]) -> Graph:
    """Assets and checks of a manifest, in its order. Every data test becomes a check of exactly one asset."""
    translator = Translator()
    nodes = manifest["nodes"]
    specs = {
        unique_id: translator.get_asset_spec(manifest, unique_id, None)
        for unique_id, node in nodes.items()
        if node["resource_type"] in BUILT and node["config"].get("enabled", True)
    }
    names: set[tuple[dg.AssetKey, str]] = set()
    checks = {}
    for unique_id, node in nodes.items():
        if node["resource_type"] == "test":
            checks[unique_id] = _check(manifest, specs, unique_id, node, names)
    return Graph(specs, checks)


def _check(
    manifest: Mapping[str, Any],
    specs: dict[str, dg.AssetSpec],
    unique_id: str,
    node: Mapping[str, Any],
    names: set[tuple[dg.AssetKey, str]],
) -> dg.AssetCheckSpec:
    asset = specs[_tested(manifest, specs, unique_id, node)]
    name = re.sub(r"[^A-Za-z0-9_]", "_", node["name"])
    if (asset.key, name) in names:
        name = f"{name}_{unique_id.split('.')[-1]}"
    names.add((asset.key, name))
    return dg.AssetCheckSpec(
        name=name,
        asset=asset.key,
        description=node.get("description") or None,
        blocking=str(node["config"].get("severity") or "error").lower() == "error",
    )


def _tested(
    manifest: Mapping[str, Any], specs: dict[str, dg.AssetSpec], unique_id: str, node: Mapping[str, Any]
) -> str:
    """The node that a test is about: the one it is declared on, else the last built one it reads, else the first
    model that reads the source it is declared on."""
    parents = [node.get("attached_node"), *reversed(manifest["parent_map"].get(unique_id, []))]
    for parent in parents:
        if parent in specs:
            return str(parent)
    for parent in parents:
        for child in manifest["child_map"].get(parent, []):
            if child in specs:
                return str(child)
    raise dg.DagsterInvalidDefinitionError(f"the dbt test {node['name']} reads no model, seed or source")
