"""Brings titles, numbers, dates and issuers to forms that can be compared.

Nothing here overwrites: each function takes a column and returns new ones.
"""
