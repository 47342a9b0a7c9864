import { type Benches, benchCommand } from './command.ts'

const BENCHES: Benches = {
  parse: async () => (await import('./parse.ts')).benchParse(),
  apply: async () => (await import('./apply.ts')).benchApply(),
  scale: async ({ requests }) => (await import('./scale.ts')).benchScale(requests),
}

process.exitCode = await benchCommand(process.argv.slice(2), BENCHES, {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
})
