"""What compose.yaml, deploy/ and the Dockerfile say of the service is true of it: ports, probes, settings, user.

Against Kubernetes' own schemas they are checked where `kubernetes-validate` is installed: `make test-cluster`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from uvicorn.importer import import_from_string

from app.main import create_app
from app.scale import deployment
from app.settings import Settings
from tests.model.helpers import save_model

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
KUBERNETES = {each["kind"]: each for each in yaml.safe_load_all((ROOT / "deploy" / "kubernetes.yaml").read_text())}
RAY_SERVICE = yaml.safe_load((ROOT / "deploy" / "ray-service.yaml").read_text(encoding="utf-8"))["spec"]
CLUSTER = RAY_SERVICE["rayClusterConfig"]
PODS = {
    "slotscope": KUBERNETES["Deployment"]["spec"]["template"],
    "ray-head": CLUSTER["headGroupSpec"]["template"],
    "ray-worker": CLUSTER["workerGroupSpecs"][0]["template"],
}
RAYS_OWN = {"/api/local_raylet_healthz": 52365, "/-/healthz": 8000}


def containers() -> Iterator[dict[str, Any]]:
    for pod in PODS.values():
        yield from pod["spec"]["containers"]


def test_every_setting_that_is_named_exists() -> None:
    files = [ROOT / "compose.yaml", *(ROOT / "deploy").glob("*.yaml"), ROOT / "Dockerfile"]
    named = {name for file in files for name in re.findall(r"SLOTSCOPE_([A-Z_]+[A-Z])\b", file.read_text())}
    assert {"API_KEY", "GRACE_S"} <= named
    assert {name.lower() for name in named} <= set(Settings.model_fields)


def test_probes_ask_what_the_app_or_ray_answers_at_the_port_that_is_served(tmp_path: Path) -> None:
    save_model(tmp_path, task="flights")
    paths = create_app(Settings(models_dir=tmp_path)).openapi()["paths"]
    exposed = re.search(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE)
    assert exposed
    for container in containers():
        ports = {port["name"]: port["containerPort"] for port in container.get("ports", [])}
        for name in ("startupProbe", "readinessProbe", "livenessProbe"):
            if asked := container.get(name, {}).get("httpGet"):
                port = ports.get(asked["port"], asked["port"])
                assert RAYS_OWN.get(asked["path"], int(exposed[1])) == port
                assert asked["path"] in paths or asked["path"] in RAYS_OWN
    assert KUBERNETES["Service"]["spec"]["ports"][0]["targetPort"] == "http"
    assert {service["ports"][0] for service in COMPOSE["services"].values() if "ports" in service} == {
        f"127.0.0.1:{exposed[1]}:{exposed[1]}"
    }


@pytest.mark.parametrize("name", PODS)
def test_pods_run_as_the_images_user_and_write_nowhere_but_to_tmp(name: str) -> None:
    spec = PODS[name]["spec"]
    assert spec["securityContext"]["runAsNonRoot"]
    assert f"--uid {spec['securityContext']['runAsUser']} " in DOCKERFILE
    for container in spec["containers"]:
        assert container["securityContext"]["readOnlyRootFilesystem"]
        assert container["securityContext"]["capabilities"]["drop"] == ["ALL"]
        assert {mount["mountPath"] for mount in container.get("volumeMounts", [])} <= {"/tmp"}
        assert container["resources"]["requests"]["memory"]


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_services_write_nowhere_but_to_tmp(name: str) -> None:
    service = COMPOSE["services"][name]
    assert (service["read_only"], service["tmpfs"], service["cap_drop"]) == (True, ["/tmp"], ["ALL"])
    assert service.get("profiles", []) == ([] if name == "slotscope" else ["cluster"])


def test_a_pod_is_given_the_time_to_answer_what_it_accepted() -> None:
    spec = PODS["slotscope"]["spec"]
    pause = spec["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert spec["terminationGracePeriodSeconds"] > pause + Settings.model_fields["grace_s"].default


def test_what_belongs_together_has_the_same_labels() -> None:
    labels = PODS["slotscope"]["metadata"]["labels"]
    assert KUBERNETES["Deployment"]["spec"]["selector"]["matchLabels"].items() <= labels.items()
    assert KUBERNETES["Service"]["spec"]["selector"].items() <= labels.items()
    scaled = KUBERNETES["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]
    assert scaled["name"] == KUBERNETES["Deployment"]["metadata"]["name"]


def test_ray_is_told_of_the_deployment_and_of_settings_that_exist() -> None:
    [application] = yaml.safe_load(RAY_SERVICE["serveConfigV2"])["applications"]
    assert import_from_string(application["import_path"]) is deployment
    chosen = Settings(**application["args"])
    group = CLUSTER["workerGroupSpecs"][0]
    assert (chosen.ray_min_replicas, chosen.ray_max_replicas) == (group["minReplicas"], group["maxReplicas"])
    assert f"RAY ?= {CLUSTER['rayVersion']}\n" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_kubernetes_own_schemas_take_the_manifests() -> None:
    validator = pytest.importorskip("kubernetes_validate", reason="checked by `make test-cluster`")
    pods = [
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name}, "spec": PODS[name]["spec"]} for name in PODS
    ]
    for resource in [*KUBERNETES.values(), *pods]:
        validator.validate(resource, "1.37", strict=True)
