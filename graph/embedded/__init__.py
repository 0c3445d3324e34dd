"""Neo4j Community in a process of its own: no Docker, no installed Java, no configuration.

``jars`` fetches Neo4j, ``server`` is the process that runs it, ``supervisor`` starts, joins and
stops that process, and ``login`` gives it a password. The pieces meet only through files in one
``folder``. Neo4j is GPLv3: it is fetched by whoever runs this, and never linked with this code's
own process.
"""
