# Two stages: the first installs what requirements.lock pins, the second holds that, the program and its models.
#   docker build --build-arg TORCH_INDEX=… --tag slotscope .     TORCH_INDEX: see README.md
#   docker run --read-only --publish 8000:8000 slotscope
FROM python:3.11-slim AS build
ARG TORCH_INDEX=""
ARG EXTRA=""
RUN apt-get update && apt-get install --yes --no-install-recommends binutils
WORKDIR /build
RUN python -m venv --without-pip /opt/venv
# Dependencies before source, so that a change of the program does not fetch them again.
COPY pyproject.toml requirements.lock ./
RUN python -c "import sys, tomllib; project = tomllib.load(open('pyproject.toml', 'rb'))['project']; \
extras = project['optional-dependencies']; \
print(*project['dependencies'], *(each for name in sys.argv[1:] for each in extras[name]), sep='\n')" $EXTRA > runtime.txt \
 && python -m pip --python /opt/venv/bin/python install --no-cache-dir --no-compile \
      ${TORCH_INDEX:+--extra-index-url "$TORCH_INDEX"} --constraint requirements.lock --requirement runtime.txt
# Out goes what only those need who build on torch, look for its faults or draw with plotly from Python.
RUN cd /opt/venv/lib/python3*/site-packages \
 && find . -name '*.so' ! -path './numpy*' -exec strip --strip-unneeded {} + \
 && find torch/bin -type f ! -name torch_shm_manager -delete \
 && rm -r torch/include torch/share torch/test networkx narwhals setuptools \
      _distutils_hack distutils-precedence.pth \
 && find . -type d \( -name tests -o -path ./sympy/\*/benchmarks \) -prune -exec rm -r {} + \
 && find plotly -mindepth 1 -maxdepth 1 ! -name __init__.py ! -name package_data -exec rm -r {} + \
 && rm plotly/package_data/widgetbundle.js

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home slotscope
COPY --from=build /opt/venv /opt/venv
WORKDIR /srv/slotscope
COPY LICENSE ./
COPY static static
COPY templates templates
COPY model model
COPY app app
ENV PATH="/opt/venv/bin:$PATH" PYTHONUNBUFFERED=1
# A sentence tagged shows that nothing is missing, and leaves the bytecode of all that is imported, and of nothing else.
RUN python -m compileall -q app model && python -c "import app.main, torch._dynamo" \
 && echo "leave Taipei on November 2nd" | python -m app tag -
# From here on nothing is written, not even to /tmp; torch, which trains in the lab, wants to know where it might.
ENV PYTHONDONTWRITEBYTECODE=1 TORCHINDUCTOR_CACHE_DIR=/tmp
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/livez', timeout=4)"]
ENTRYPOINT ["python", "-m", "app"]
CMD ["serve", "--host", "0.0.0.0"]
