FROM python:3.12-slim

RUN useradd --create-home --uid 10001 placegraph
WORKDIR /app

COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes -r requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY service service
COPY graph graph
COPY loaders loaders
COPY matching matching
COPY analytics analytics
COPY dashboard dashboard
COPY cypher cypher
# The build backend is in the lock, so the build fetches nothing either.
RUN pip install --no-cache-dir --no-deps --no-build-isolation .

USER placegraph
ENV PLACEGRAPH_HTTP_HOST=0.0.0.0
EXPOSE 8050
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8050/', timeout=4)"]
CMD ["placegraph", "serve"]
