"""What a reviewer looks at and what is said of it, the same in a terminal and in a notebook.

Subjects, dossiers, lists in their order, words, actions and their keys. Faces draw it; nothing here
knows how.
"""
