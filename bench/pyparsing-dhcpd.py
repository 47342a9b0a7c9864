"""A grammar of dhcpd.conf as one writes it with pyparsing: words up to `;` or a block. Prints how many hosts the file
named holds. Exit codes: 1 for a file that it cannot read, 127 without pyparsing."""
import sys

try:
    from pyparsing import Forward, Group, OneOrMore, ParseException, Regex, Suppress, ZeroOrMore, pythonStyleComment
except ImportError:
    sys.exit(127)

word = Regex(r'"(?:[^"\\]|\\.)*"|[^\s{};"#]+')
statement = Forward()
block = Suppress("{") + Group(ZeroOrMore(statement)) + Suppress("}")
# Without packrat parsing: there is next to nothing to try again, and it takes five times as long.
statement <<= Group(OneOrMore(word) + (Suppress(";") | block))
configuration = ZeroOrMore(statement).ignore(pythonStyleComment)


def hosts_in(statements):
    return sum(
        (words[0].lower() == "host") + sum(hosts_in(part) for part in words if not isinstance(part, str))
        for words in statements
    )


with open(sys.argv[1], encoding="latin-1") as file:
    text = file.read()
try:
    print(hosts_in(configuration.parse_string(text, parse_all=True)))
except ParseException as error:
    sys.exit(str(error))
