"""What a cell should say, where that is certain: the same document, the same day, another writing.

Every function takes the records of one list and returns a frame of :data:`CORRECTIONS`. None
proposes another number, year, serial, day or wording; where there are two readings it is silent.
"""
