"""The service past one machine, on Ray Serve: `slotscope serve --ray`, or `serve run app.scale:deployment`.

Every replica makes the whole app of create_app in its own process, with its own models, limits and metrics; Ray starts
and stops replicas by how many requests each has in hand. Knows no routes and no models.
"""

import asyncio
import signal
import sys
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from prometheus_client import Metric
from uvicorn.importer import import_from_string

from app.cluster import connect, ray
from app.deps import Service
from app.metrics import Together
from app.problems import NotReady
from app.settings import Settings
from model.errors import ConfigError
from model.lazy import Lazy

APP = "app.main:create_app"
NAME = "slotscope"
QUIET = {"enable_access_log": False}  # Ray's would name addresses as they were asked for; the app writes its own
LOOK_S = 0.05  # between looks whether the models are loaded
TELL_S = 5.0  # that replicas have to tell their metrics

serve = Lazy("ray.serve", "cluster")


class Replica:
    """One copy of the app on a core of the cluster."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.settings = Settings(**given)

    def __serve_build_asgi_app__(self) -> FastAPI:
        """Make the app here, where it serves: nothing of it travels."""
        app = import_from_string(APP)(self.settings)
        assert isinstance(app, FastAPI)
        self.service: Service = app.state.service
        self.service.together = self._together
        return app

    async def check_health(self) -> None:
        """Return once the default models are loaded; raise NotReady where they cannot be, and no request comes here."""
        while not self.service.warm:
            await asyncio.sleep(LOOK_S)
        if not self.service.ready:
            raise NotReady("the default models cannot be loaded")

    async def families(self) -> tuple[str, list[Metric]]:
        """This replica's name and metrics, for the one that is asked for all."""
        return serve.get_replica_context().replica_id.unique_id, self.service.metrics.families()

    async def _together(self) -> bytes:
        """The metrics of all replicas, where they answer in time: which of them is asked is chance."""
        context = serve.get_replica_context()
        replicas = serve.get_deployment_handle(context.deployment, context.app_name)
        try:
            told = await replicas.broadcast("families").results_async(timeout_s=TELL_S, return_exceptions=True)
        except TimeoutError:
            told = [await self.families()]
        return Together(dict(each for each in told if isinstance(each, tuple))).page()


def deployment(arguments: Mapping[str, Any]) -> Any:
    """The application, as `serve run` and KubeRay ask for it.

    Arguments are settings by name (`ray_max_replicas=4`); others come from SLOTSCOPE_ variables, those set here before
    those of the node. Raises ConfigError without Ray, and pydantic's ValidationError for impossible settings.
    """
    settings = Settings(**arguments)
    replicas = serve.deployment(
        name=NAME,
        ray_actor_options={"num_cpus": settings.ray_cpus},
        autoscaling_config={
            "min_replicas": settings.ray_min_replicas,
            "max_replicas": settings.ray_max_replicas,
            "target_ongoing_requests": settings.ray_target_requests,
            "upscale_delay_s": settings.ray_upscale_delay_s,
            "downscale_delay_s": settings.ray_downscale_delay_s,
        },
        # More than the app takes, so that it is the app that refuses, in its own words; beyond that Ray refuses.
        max_ongoing_requests=2 * settings.max_requests,
        max_queued_requests=settings.max_requests,
        graceful_shutdown_timeout_s=settings.grace_s,
        logging_config=QUIET,
    )
    return replicas(serve.ingress()(Replica)).bind(settings.model_dump(exclude_defaults=True))


def serve_on_ray(host: str, port: int) -> None:
    """Serve on every node that has a replica until SIGTERM or Ctrl-C, then answer what was accepted.

    Raises ConfigError without Ray, and where no replica starts.
    """
    connect()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        serve.start(http_options={"host": host, "port": port}, logging_config=QUIET)
        serve.run(deployment({}), name=NAME)
        signal.pause()
    except KeyboardInterrupt:
        pass
    except (RuntimeError, ray.exceptions.RayError) as error:
        raise ConfigError(f"Ray cannot serve: {str(error).splitlines()[0]}") from error
    finally:
        serve.delete(NAME)
        ray.shutdown()
