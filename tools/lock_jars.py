"""Write graph/embedded/jars.lock for a release of Neo4j Community.

    python tools/lock_jars.py 5.26.16

Needs Maven (``mvn``) and the network; nobody who only runs PlaceGraph does. Maven resolves
``org.neo4j:neo4j`` with everything it needs at run time, no test or provided scope, and each jar
is hashed as it arrived. The total it prints belongs in ``TOTAL_BYTES`` of graph/embedded/jars.py.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "graph" / "embedded" / "jars.lock"
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>placegraph</groupId>
  <artifactId>jars</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.neo4j</groupId>
      <artifactId>neo4j</artifactId>
      <version>{version}</version>
    </dependency>
  </dependencies>
</project>
"""


def main() -> None:
    """Resolve, hash and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("version", help="release of Neo4j, for example 5.26.16")
    version = parser.parse_args().version
    with tempfile.TemporaryDirectory() as folder:
        jars = resolve(Path(folder), version)
        lines = [
            f"{jar.relative_to(folder)}  {hashlib.sha256(jar.read_bytes()).hexdigest()}\n"
            for jar in jars
        ]
        total = sum(jar.stat().st_size for jar in jars)
    LOCK.write_text("".join(sorted(lines)), encoding="utf-8")
    sys.stderr.write(f"Locked {len(lines)} jars of Neo4j {version}, {total} bytes.\n")


def resolve(folder: Path, version: str) -> list[Path]:
    """Have Maven copy the jars into ``folder``, laid out as in its repository."""
    pom = folder / "pom.xml"
    pom.write_text(POM.format(version=version), encoding="utf-8")
    subprocess.run(  # noqa: S603
        [  # noqa: S607 - whichever Maven is on the path
            "mvn",
            "--quiet",
            "--batch-mode",
            f"--file={pom}",
            "dependency:copy-dependencies",
            "-DincludeScope=runtime",
            "-Dmdep.useRepositoryLayout=true",
            f"-DoutputDirectory={folder}",
        ],
        check=True,
    )
    return list(folder.rglob("*.jar"))


if __name__ == "__main__":
    main()
