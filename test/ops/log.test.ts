import { expect, test } from 'vitest'
import { createLog } from '../../src/ops/log.ts'
import { ExplainedError } from '../../src/usecases/explained-error.ts'
import { ServerUnreachable } from '../../src/usecases/ports.ts'

/** A log whose lines a test reads. */
function logLines() {
  const lines: string[] = []
  const log = createLog({ write: (line) => void lines.push(line) })
  const last = (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}')
  return { log, lines, last }
}

const BOT = 'xoxb-1234-5678-AbCdEf'
const APP = 'xapp-1-A0DEMO-99-abcdef0123'

test('a line is one JSON object with its level, its time, its message and its fields', () => {
  const { log, lines, last } = logLines()

  log.warn({ server: 'campus' }, 'reading the server\nfailed')

  expect(lines.join('').trim().split('\n')).toHaveLength(1)
  expect(last()).toMatchObject({ level: 'warn', server: 'campus', msg: 'reading the server\nfailed' })
  expect(last().time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
})

test.for<[string, (token: string) => [object, string]]>([
  ['the message', (token) => [{}, `sent with ${token}.`]],
  ['a field', (token) => [{ token }, 'm']],
  ['a name of a field', (token) => [{ [token]: 1 }, 'm']],
  ['a field of a field', (token) => [{ request: { headers: [`Bearer ${token}`] } }, 'm']],
  ['an address', (token) => [{ url: `https://slack.test/?token=${token}&a=b` }, 'm']],
  ['the message of an error', (token) => [{ error: new Error(`bad token "${token}"`) }, 'm']],
  ['an error that is a text', (token) => [{ error: token }, 'm']],
  ['words made to be read', (token) => [{ error: new ExplainedError(token, token) }, 'm']],
])('a token is masked in %s, and the line is still JSON', ([, line]) => {
  const { log, lines, last } = logLines()

  for (const token of [BOT, APP, 'xoxe.xoxp-1-abc', 'xoxp-1-2-3-abc']) log.error(...line(token))

  expect(lines.join('')).not.toMatch(/xox[bp]-\d|xapp-\d|AbCdEf|abcdef0123/)
  expect(lines.join('')).toContain('[masked]')
  expect(last().level).toBe('error')
})

test('the password in a URL is masked, and the rest of it is not', () => {
  const { log, last } = logLines()

  log.error({ url: 'postgres://ann:ge%40heim@db/leasehold?x=a@b' }, 'see https://ann@db:5432/ at 10:20')

  expect(last()).toMatchObject({
    url: 'postgres://ann:[masked]@db/leasehold?x=a@b',
    msg: 'see https://ann@db:5432/ at 10:20',
  })
})

test('every token of a line is masked', () => {
  const { log, lines } = logLines()

  log.info({ first: BOT, second: APP }, `${BOT} ${APP}`)

  expect(lines.join('').split('[masked]')).toHaveLength(5)
})

test('words that only look a little like a token are left as they are', () => {
  const { log, last } = logLines()

  log.info({}, 'xbox-controller-1 and fox-xoxb are hosts')

  expect(last().msg).toBe('xbox-controller-1 and fox-xoxb are hosts')
})

test.for([
  new ExplainedError('The store is in use.', 'Stop the other bot.'),
  new ServerUnreachable('dhcp1 cannot be found.', 'Check the name.', { cause: new Error('ENOTFOUND') }),
])('an error that is made to be read ($name) says what to do, and has no stack', (error) => {
  const { log, lines, last } = logLines()

  log.error({ error }, 'm')

  expect(last().error).toEqual({ message: error.message, advice: error.advice })
  expect(lines.join('')).not.toContain('log.test.ts')
})

test('any other error has its kind and its stack', () => {
  const { log, last } = logLines()

  log.error({ error: new TypeError('no such thing') }, 'm')

  expect(last().error).toMatchObject({
    type: 'TypeError',
    message: 'no such thing',
    stack: expect.stringContaining('log.test.ts'),
  })
})
