"""Every setting of the service: name, default, unit and help in one row. Read from SLOTSCOPE_… when an app is made."""

from pathlib import Path

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from model.checkpoint import SHIPPED


class Settings(BaseSettings):
    """Settings of one app. An impossible value is refused when the app is made, never later."""

    model_config = SettingsConfigDict(env_prefix="SLOTSCOPE_", env_ignore_empty=True, frozen=True)

    # Models
    models_dir: Path = Field(SHIPPED, description="folder of trained models, served beside those shipped")
    shipped_models: bool = Field(True, description="whether the shipped models are served beside those of models_dir")
    default_model: str = Field("flights", description="task or task/architecture that tags where a request names none")
    max_models: int = Field(32, ge=1, description="models held in memory; the longest unused makes room")
    torch_threads: int = Field(1, ge=1, description="threads of one matrix operation, a worker process")

    # One request
    max_body_bytes: int = Field(1_048_576, ge=1, description="bytes of a request's body")
    max_text_chars: int = Field(20_000, ge=1, description="code points of a text")
    max_tokens: int = Field(10_000, ge=1, description="tokens a request, all that it has tagged taken together")
    max_texts: int = Field(256, ge=1, description="texts a request")
    max_edits: int = Field(64, ge=1, description="edits a request for variants")
    max_variants: int = Field(64, ge=1, description="variants a request")
    max_compared: int = Field(32, ge=1, description="models that one request compares")
    request_timeout_s: float = Field(30.0, gt=0, description="seconds from a request's tokens to its answer")
    body_timeout_s: float = Field(20.0, gt=0, description="seconds for a request's body to arrive")

    # All requests
    queue_size: int = Field(1024, ge=1, description="sentences that may wait")
    queue_tokens: int = Field(200_000, ge=1, description="tokens that may wait")
    batch_tokens: int = Field(4096, ge=1, description="tokens a batch, padding included; a longer text goes alone")
    small_tokens: int = Field(
        64, ge=0, le=256, description="tokens of a request that is tagged at once, without a thread; 0: none"
    )
    max_wait_s: float = Field(
        0.002, ge=0, le=1, description="seconds a batch may gather where callers come in parallel"
    )
    remembered: int = Field(
        1024, ge=0, description="answers to one sentence that are kept, of 16 kB at most, for the same request; 0: none"
    )
    max_requests: int = Field(512, ge=1, description="requests in progress at once")
    rate_per_minute: int = Field(0, ge=0, description="tagging requests a minute and client address; 0: no limit")
    grace_s: float = Field(30.0, gt=0, description="seconds for accepted requests to be answered when shutting down")

    # Replicas on Ray (serve --ray), each an app of its own with the limits above
    ray_min_replicas: int = Field(1, ge=1, description="on Ray: replicas where there is little to do")
    ray_max_replicas: int = Field(8, ge=1, description="on Ray: replicas at most")
    ray_target_requests: float = Field(
        16.0, gt=0, description="on Ray: requests in hand a replica, above which replicas are added"
    )
    ray_upscale_delay_s: float = Field(10.0, ge=0, description="on Ray: seconds of more before replicas are added")
    ray_downscale_delay_s: float = Field(300.0, ge=0, description="on Ray: seconds of less before replicas go")
    ray_cpus: float = Field(1.0, gt=0, description="on Ray: cores a replica")

    # Safety and logs
    api_key: SecretStr | None = Field(
        None, description="key asked of everyone but /livez and /readyz, as bearer or as a password"
    )
    cors_origins: tuple[str, ...] = Field((), description="web origins that may call the API, a JSON list; none")
    access_log: bool = Field(True, description="a JSON line a request on stdout; never any text of users")

    @model_validator(mode="after")
    def _fits_together(self) -> "Settings":
        sentences = max(self.max_texts, self.max_variants + 1)
        for name, most in (("queue_size", sentences), ("queue_tokens", self.max_tokens)):
            if getattr(self, name) < most:
                raise ValueError(f"{name} must be at least {most}, so that the largest request allowed fits")
        if self.ray_max_replicas < self.ray_min_replicas:
            raise ValueError("ray_max_replicas must be at least ray_min_replicas")
        return self
