# Two stages: the first installs what requirements.lock pins, the second holds that, the program and its models.
#   docker build --build-arg TORCH_INDEX=… --tag slotscope .     TORCH_INDEX: see README.md
#   docker run --read-only --publish 8000:8000 slotscope
FROM python:3.11-slim AS build
ARG TORCH_INDEX=""
WORKDIR /build
RUN python -m venv /opt/venv
# Dependencies before source, so that a change of the program does not fetch them again.
COPY pyproject.toml requirements.lock ./
# seqeval comes as source: --use-pep517 builds it the same with every pip.
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" \
      > runtime.txt \
 && /opt/venv/bin/python -m pip install --no-cache-dir ${TORCH_INDEX:+--extra-index-url "$TORCH_INDEX"} \
      --use-pep517 --constraint requirements.lock --requirement runtime.txt

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home slotscope
COPY --from=build /opt/venv /opt/venv
WORKDIR /srv/slotscope
COPY LICENSE ./
COPY static static
COPY templates templates
COPY model model
COPY app app
# Nothing is written at run time. matplotlib, which captum brings, looks for a folder of its own.
ENV PATH="/opt/venv/bin:$PATH" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MPLCONFIGDIR=/tmp
RUN python -m compileall -q app model
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/livez', timeout=4)"]
ENTRYPOINT ["python", "-m", "app"]
CMD ["serve", "--host", "0.0.0.0"]
