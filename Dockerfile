# The site in an image: environment from the lock file, catalogue and exported files inside.
FROM python:3.13-slim AS made
WORKDIR /app
COPY requirements.lock run.py pyproject.toml ./
COPY schema schema
COPY etl etl
COPY migrations migrations
COPY web web
# The package names its licence.
COPY LICENSE ./
RUN python -c "import run; run.prepare(run.RUNTIME)"
COPY . .
RUN .venv/bin/catalogue build --if-changed && .venv/bin/catalogue export exports

FROM python:3.13-slim
WORKDIR /app
RUN useradd --system --no-create-home catalogue
COPY --from=made /app /app
USER catalogue
ENV PYTHONDONTWRITEBYTECODE=1
EXPOSE 8001
# Anything but status 200 is an exception, and so a failure.
HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8001/-/health', timeout=5)"]
CMD [".venv/bin/python", "-m", "web.serving.supervisor", "--host", "0.0.0.0", "--port", "8001"]
