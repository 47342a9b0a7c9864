import { expect, test } from 'vitest'
import { commentsOf } from '../../src/dhcpd/comments.ts'
import { parse } from '../../src/dhcpd/parse.ts'

/** What is said about the last statement of a file. */
function commentsOfLast(content: string): readonly string[] {
  const tree = parse(content)
  const statement = tree.statements.at(-1)
  return statement ? commentsOf(tree, statement).lines : []
}

test('comments above, inside and behind a declaration belong to it', () => {
  const content = '# one\n  ## two\nhost a { # three\n # four\n} # five\n# next'

  expect(commentsOfLast(content)).toEqual(['one', 'two', 'three', 'four', 'five'])
})

test('a blank line parts a comment from what follows', () => {
  expect(commentsOfLast('# one\n\n# two\nhost a { }')).toEqual(['two'])
})

test('a comment that trails a statement does not belong to the next one', () => {
  expect(commentsOfLast('authoritative; # one\nhost a { }')).toEqual([])
})

test('only blanks are taken from a comment, no byte of its text', () => {
  expect(commentsOfLast('# voil\u00c3\u00a0\t\r\nhost a { }')).toEqual(['voil\u00c3\u00a0'])
})
