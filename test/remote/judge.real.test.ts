import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { haveSameWords, type LeftOut } from '../../src/dhcpd/edit-same-words.ts'
import { meaningOf } from '../../src/dhcpd/meaning.ts'
import { parse } from '../../src/dhcpd/parse.ts'
import { applyEdits, type ByteString } from '../../src/dhcpd/source.ts'
import { extentOf, type Statement, type SyntaxTree } from '../../src/dhcpd/syntax.ts'
import { type Splice, wholeHosts } from '../../src/remote/whole-hosts.ts'
import { configuration } from '../dhcpd/arbitrary/configuration.ts'
import { needs } from '../support/needs.ts'
import { type BareHelper, fakes, startBareHelper } from './bare-helper.ts'
import { planEdits } from './plan-edits.ts'
import { ALLOWED, BASE, HOST, insert, REFUSED, REFUSED_BEHIND, replace } from './splices.ts'

const machine = needs('root', 'linux', 'dash', 'busybox', 'flock')

describe.skipIf(machine.skip)('what the helper lets a change do', () => {
  let helper: BareHelper
  beforeAll(() => {
    helper = startBareHelper({}, true)
  })
  afterAll(() => helper.close())

  test.each(ALLOWED)('is %s', (_, splice) => {
    expect(helper.judge(BASE, [splice])).toBe('passed')
  })

  test('is several hosts in one change, at one place and at many', () => {
    const splices = [
      insert('# behind\n', HOST),
      insert('# behind\n', HOST.replace('new', 'newer')),
      replace('  host c {\n    if known { filename "x"; }\n  }\n', ''),
    ]

    expect(helper.judge(BASE, splices)).toBe('passed')
  })

  test.each(REFUSED)('is nothing that %s', (_, splice, sentence) => {
    expect(helper.judge(BASE, [splice])).toContain(sentence)
  })

  test.each(REFUSED_BEHIND)('is nothing %s', (_, before, sentence) => {
    expect(helper.judge(before, [{ offset: before.length, length: 0, content: HOST }])).toContain(sentence)
  })

  test('is behind a comment that holds NUL, a bell and a vertical tab', () => {
    const before = '# \0\x07\x0b\x0c "\n'

    expect(helper.judge(before, [{ offset: before.length, length: 0, content: HOST }])).toBe('passed')
  })

  // SAFETY K3
  test.each<[string, readonly Splice[]]>([
    [
      'a comment at the end of one that is put in before another, at the end of the file',
      [
        { offset: BASE.length, length: 0, content: `\n${HOST.trim()} #` },
        {
          offset: BASE.length,
          length: 0,
          content: 'host y { option root-path "\non commit { execute("/bin/sh"); } #"; }\n',
        },
      ],
    ],
    [
      'a comment at the end of one that replaces the end of the file, before another',
      [
        replace('# no line break at the end', `${HOST.trim()} #`),
        { offset: BASE.length, length: 0, content: 'host y { option root-path "\nx; #"; }\n' },
      ],
    ],
  ])('is nothing that hides something behind %s', (_, splices) => {
    expect(helper.judge(BASE, splices)).toContain('what is no whole host')
  })

  // SAFETY K3
  test('is nothing at all where it cannot be judged', () => {
    const blind = startBareHelper({ settings: (folder) => [fakes(folder, { awk: 'exit 1' })] })

    expect(blind.judge(BASE, [insert('# behind\n', HOST)])).toMatch(/^the change of .* could not be judged$/)
  })

  // SAFETY K3
  test('is no more hosts than the settings allow', () => {
    const few = startBareHelper({ settings: () => ['host-limit=2'] })

    expect(few.judge(BASE, [insert('# behind\n', HOST + HOST)])).toBe('passed')
    expect(few.judge(BASE, [insert('# behind\n', HOST), insert('group {\n', HOST + HOST)])).toBe(
      'more than 2 hosts would be touched',
    )
  })

  test('is what the lists of the settings say', () => {
    const own = startBareHelper({ settings: () => ['options=wpad', 'statements=ddns-updates'] })

    expect(own.judge(BASE, [insert('# behind\n', 'host x { option wpad "x"; ddns-updates off; }')])).toBe(
      'passed',
    )
    expect(own.judge(BASE, [insert('# behind\n', 'host x { filename "x"; }')])).toContain('`filename`')
  })

  test.each<[string, readonly string[], Record<string, string>]>([
    ['bash', ['bash'], {}],
    ['busybox, its awk too', ['busybox', 'ash'], { awk: 'exec busybox awk "$@"' }],
  ])('is the same under %s', (_, shell, programs) => {
    const other = startBareHelper({
      shell: () => shell,
      settings: (folder) => [fakes(folder, programs)],
    })
    // A part of them: each takes a while.
    const some = [...ALLOWED, ...REFUSED].filter((_, index) => index % 3 === 0)

    const verdicts = some.map(([name, splice]) => [name, other.judge(BASE, [splice])])

    expect(verdicts).toEqual(
      some.map(([name, , sentence = 'passed']) => [name, expect.stringContaining(sentence)]),
    )
  })

  test('is whatever the planner plans', () => {
    fc.assert(
      fc.property(configuration(), fc.nat(), (content, pick) => {
        const splices = wholeHosts(parse(content), planEdits(content, pick))

        expect(helper.judge(content, splices)).toBe('passed')
      }),
      { numRuns: 25 },
    )
  })

  // SAFETY K3
  test('never touches anything but hosts, whatever is sent', () => {
    let taken = 0
    fc.assert(
      fc.property(configuration(), spliceText(), fc.nat(), fc.nat(), (content, text, from, length) => {
        const offset = placeIn(content, from)
        const end = length % 3 === 0 ? offset : Math.max(offset, placeIn(content, length))
        const splice = { offset, length: end - offset, content: text }

        if (helper.judge(content, [splice]) !== 'passed') return

        taken++
        expect(onlyHostsDiffer(content, applyEdits(content, [splice]))).toBe(true)
      }),
      { numRuns: 60 },
    )
    expect(taken).toBeGreaterThan(2)
  })
})

/** Any place, those between statements coming up often. */
function placeIn(content: ByteString, pick: number): number {
  const places = [...content.matchAll(/[;{}\n]/g)].map(({ index }) => index + 1)
  const place = places[pick % places.length]
  return pick % 4 === 0 || place === undefined ? pick % (content.length + 1) : place
}

/** Pieces of configurations, whole and broken. */
function spliceText(): fc.Arbitrary<ByteString> {
  const piece = fc.constantFrom(
    HOST,
    HOST,
    HOST.trim(),
    'host q {',
    '}',
    '\n',
    ' ',
    '# ',
    '"',
    ';',
    '\\',
    'option host-name "q";',
    '# } " {\n',
    '',
  )
  return fc.oneof(
    fc.constant(HOST),
    fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join('')),
  )
}

function onlyHostsDiffer(before: ByteString, after: ByteString): boolean {
  const [a, b] = [parse(before), parse(after)]
  if (b.problems.length > a.problems.length) return false
  return haveSameWords(before, hostsOf(a), after, hostsOf(b))
}

function hostsOf(tree: SyntaxTree): LeftOut[] {
  const hosts: LeftOut[] = []
  const walk = (statements: readonly Statement[]) => {
    for (const statement of statements) {
      if (statement.hasBlock && meaningOf(tree, statement).kind === 'host') {
        const { offset, end } = extentOf(tree, statement)
        hosts.push({ place: { offset, length: end - offset }, isKept: false })
      } else walk(statement.block ?? [])
    }
  }
  walk(tree.statements)
  return hosts
}
