"""Words that a question may do without: required only when nothing else is asked for, or inside a phrase."""

_WORDS = """
a an and as at by for from in into is it its of on or that the this to was were with
au aux avec ce ces cette dans de des du en et la le les ou par pour que qui sur un une
al con del el entre las lo los para por se sin su sus una y
das dem den der die ein eine einer im ist mit und von vom zu zum zur
da dal degli dei della delle di e gli i il nel nella per sul
и в на с по из от для
"""
STOP_WORDS: frozenset[str] = frozenset(_WORDS.split())
