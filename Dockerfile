# The site in an image: environment from the lock file, catalogue and exported files inside.
# Build: docker build -t catalogue .
# Run:   docker run --read-only --tmpfs /tmp -p 8001:8001 catalogue
FROM python:3.13-slim AS made
WORKDIR /app
ENV PIP_NO_CACHE_DIR=1
# First what the environment depends on, so that it is made again only when that changes.
# run.py reads both lock files; the installed project names its packages as they are then, and its
# licence.
COPY requirements.lock requirements-dev.lock run.py pyproject.toml LICENSE ./
COPY schema schema
COPY etl etl
COPY migrations migrations
COPY web web
RUN python -c "import run; run.prepare(run.RUNTIME)"
COPY . .
RUN .venv/bin/catalogue build --if-changed && .venv/bin/catalogue export exports
# What the site does not need to run.
RUN rm -rf tests benchmarks stubs supply sources deploy .ci

FROM python:3.13-slim
WORKDIR /app
RUN useradd --system --no-create-home catalogue
COPY --from=made /app /app
USER catalogue
ENV PYTHONDONTWRITEBYTECODE=1
EXPOSE 8001
# Anything but status 200 is an exception, and so a failure.
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8001/-/health', timeout=5)"]
CMD [".venv/bin/python", "-m", "web.serving.supervisor", "--host", "0.0.0.0", "--port", "8001"]
