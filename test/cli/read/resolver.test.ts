import { expect, test } from 'vitest'
import { askForNames, systemResolver } from '../../../src/cli/read/resolver.ts'

const NAMES = Array.from({ length: 50 }, (_, index) => `h${index}.example`)
const PATIENCE = { atATime: 4, deadline: new AbortController().signal }

test('names are asked for a few at a time', async () => {
  let asked = 0
  let most = 0
  const resolver = async () => {
    most = Math.max(most, ++asked)
    await Promise.resolve()
    asked--
    return true
  }

  const answers = await askForNames(NAMES, resolver, PATIENCE)

  expect(most).toBe(4)
  expect(answers).toEqual({ unresolvable: new Set(), unanswered: new Set() })
})

test('a name without an address is told apart from one for which no answer came', async () => {
  const resolver = async (name: string) => (name === 'h1.example' ? undefined : name !== 'h2.example')

  const { unresolvable, unanswered } = await askForNames(NAMES, resolver, PATIENCE)

  expect([...unresolvable]).toEqual(['h2.example'])
  expect([...unanswered]).toEqual(['h1.example'])
})

test('at the deadline what has not been answered is left, and nothing more is asked', async () => {
  const deadline = new AbortController()
  const asked: string[] = []
  const late = Promise.withResolvers<boolean>()
  const resolver = (name: string) => {
    asked.push(name)
    return name === 'h0.example' ? Promise.resolve(false) : late.promise
  }

  const asking = askForNames(NAMES, resolver, { atATime: 4, deadline: deadline.signal })
  await expect.poll(() => asked.length).toBe(5)
  deadline.abort()
  const { unresolvable, unanswered } = await asking
  late.resolve(false)
  await late.promise

  expect([...unresolvable]).toEqual(['h0.example'])
  expect(unanswered.size).toBe(49)
  expect(asked).toHaveLength(5)
})

test('this machine’s resolver knows its own name, and that a reserved one has no address', async () => {
  expect(await systemResolver('localhost')).toBe(true)
  expect([false, undefined]).toContain(await systemResolver('nothing.invalid'))
})
