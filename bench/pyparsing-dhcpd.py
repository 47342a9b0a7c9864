"""A grammar of dhcpd.conf as one writes it with pyparsing: words up to `;` or a block. Reads the file named."""
import sys

from pyparsing import Forward, Group, ParserElement, QuotedString, Suppress, Word, ZeroOrMore, OneOrMore, pythonStyleComment, printables

ParserElement.enable_packrat()
word = QuotedString('"') | Word(printables, exclude_chars='{};"#')
statement = Forward()
block = Suppress("{") + Group(ZeroOrMore(statement)) + Suppress("}")
statement <<= Group(OneOrMore(word) + (Suppress(";") | block))
configuration = ZeroOrMore(statement).ignore(pythonStyleComment)

with open(sys.argv[1], encoding="latin-1") as file:
    print(len(configuration.parse_string(file.read(), parse_all=True)))
