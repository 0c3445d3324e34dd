"""Coverage: who leads, provides and contributes to which outcome."""
