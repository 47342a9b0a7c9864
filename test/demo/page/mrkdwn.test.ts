import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type MarkdownNode, parseMarkdown } from '../../../demo/page/app/mrkdwn.ts'

const text = (of: string): MarkdownNode => ({ kind: 'text', text: of })

test('styles, code, links and mentions are told apart', () => {
  expect(parseMarkdown('*a* _b_ ~c~ `d` <https://e.org|f> <@U1> <#C1> <!channel> :x:')).toEqual([
    { kind: 'bold', inner: [text('a')] },
    text(' '),
    { kind: 'italic', inner: [text('b')] },
    text(' '),
    { kind: 'strike', inner: [text('c')] },
    text(' '),
    { kind: 'code', text: 'd' },
    text(' '),
    { kind: 'link', url: 'https://e.org', text: 'f' },
    text(' '),
    { kind: 'user', id: 'U1' },
    text(' '),
    { kind: 'channel', id: 'C1' },
    text(' '),
    { kind: 'broadcast', id: 'channel' },
    text(' '),
    { kind: 'emoji', id: 'x' },
  ])
})

test('a user group is called by its handle where the message says it, else by its id', () => {
  expect(parseMarkdown('<!subteam^S1|@lab><!subteam^S2>')).toEqual([
    { kind: 'broadcast', id: 'lab' },
    { kind: 'broadcast', id: 'S2' },
  ])
})

test('escaped text is text, whatever it looks like', () => {
  expect(parseMarkdown('&lt;!channel&gt; &lt;@U1&gt; &amp;amp;')).toEqual([text('<!channel> <@U1> &amp;')])
})

test('a date is told apart from its fallback, which stands in where there is no date', () => {
  expect(parseMarkdown('<!date^1392734382^{date} at {time}|then>')).toEqual([
    { kind: 'date', seconds: 1_392_734_382, format: '{date} at {time}' },
  ])
  expect(parseMarkdown('<!date^soon^{date}|then>')).toEqual([text('then')])
})

test('what stands in code has no meaning', () => {
  expect(parseMarkdown('```\n*a* <@U1>\n```')).toEqual([{ kind: 'pre', text: '*a* <@U1>\n' }])
  expect(parseMarkdown('`*a*`')).toEqual([{ kind: 'code', text: '*a*' }])
})

test('names with marks inside a word stay as they are', () => {
  expect(parseMarkdown('a_b_c 2*3*4')).toEqual([text('a_b_c 2*3*4')])
})

test('lines that begin with > are a quote', () => {
  expect(parseMarkdown('a\n&gt; b\n&gt; c\nd')).toEqual([
    text('a\n'),
    { kind: 'quote', inner: [text('b\nc')] },
    text('d'),
  ])
})

test('no text makes it fail, and a text without marks comes through whole', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (any) => void parseMarkdown(any)))
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9 .;{}-]+$/), (plain) => {
      expect(parseMarkdown(plain)).toEqual([text(plain)])
    }),
  )
})
