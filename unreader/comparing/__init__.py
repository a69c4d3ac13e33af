"""Texts through their stages: what belongs together, what changed, where a text came from, where else it stands.

compare(a_blocks, b_blocks), compare_places(library, a, b) -> Comparison      unreader.comparing.compare
stages_of(library, address) -> History                                        unreader.comparing.stages
Similar(library).to(address) -> tuple[Alike, ...]                             unreader.comparing.similar
"""
