import { readFile } from 'node:fs/promises'
import type { TrialConfig } from '../config/settings.ts'
import { findSettings } from '../setup/helper-settings.ts'
import { quoteWord } from '../setup/quote.ts'
import { readSurvey } from '../setup/survey.ts'
import { ServerUnreachable } from '../usecases/ports.ts'
import { sha256 } from './digest.ts'
import { helperScript } from './helper-script.ts'
import type { Reply, Ssh } from './ssh.ts'
import { surveyScript } from './survey-script.ts'
import { explainHelper, explainTrial, neverRan, type ServerSettings } from './unreachable.ts'

/**
 * Runs the helper on a member where nothing is installed: brought along in a folder that only root can enter, and run
 * only while it has the digest of ours (SAFETY K2). This needs a key that may run anything.
 */
export function createTrial(
  ssh: Ssh,
  settings: ServerSettings,
  trial: TrialConfig,
): (input: Buffer) => Promise<Reply> {
  const helper = Buffer.from(helperScript())
  const sudo = settings.user === 'root' ? '' : 'sudo -n '
  let placing: Promise<void> | undefined

  /** A shell's command line; its words are one argument each to the script. */
  const asRoot = (script: string, ...words: string[]) =>
    [`${sudo}sh -c ${quoteWord(script)} sh`, ...words.map(quoteWord)].join(' ')

  async function run(input: Buffer): Promise<Reply> {
    const given = trial.settings === undefined ? undefined : await readSettings(trial.settings)
    const command = asRoot(runHelper, trial.folder, sha256(helper), given ? sha256(given) : '-')
    const reply = await ssh.run(command, input)
    if (reply.code !== notPlaced) return reply
    placing ??= placeAll(given).finally(() => {
      placing = undefined
    })
    await placing
    return ssh.run(command, input)
  }

  /** Settings that are there stay, unless others are given: what is found may depend on what runs just now. */
  async function placeAll(given: Buffer | undefined): Promise<void> {
    await place('helper', helper)
    if (given) return place('helper.conf', given)
    if (await isThere('helper.conf')) return
    await place('survey', Buffer.from(surveyScript()))
    const survey = readSurvey(await output(asRoot('exec sh "$1/survey"', trial.folder)))
    if (!survey) throw explainTrial(settings.host, 'what looks round there was cut off')
    const found = findSettings(survey, `${trial.folder}/state`)
    if ('refusal' in found) throw explainTrial(settings.host, found.refusal)
    await place('helper.conf', Buffer.from(found.settings))
  }

  async function place(name: string, content: Buffer): Promise<void> {
    await output(asRoot(placeFile, trial.folder, name, sha256(content)), content)
  }

  async function isThere(name: string): Promise<boolean> {
    return (await output(asRoot('if [ -f "$1/$2" ]; then echo yes; fi', trial.folder, name))) === 'yes\n'
  }

  async function output(command: string, input: Buffer = Buffer.alloc(0)): Promise<string> {
    const reply = await ssh.run(command, input)
    if (reply.code === 0) return reply.stdout.toString('utf8')
    if (reply.code === null || neverRan(reply)) throw explainHelper(settings, reply)
    throw explainTrial(
      settings.host,
      reply.stderr.trim().split('\n')[0] || `it ended with code ${reply.code}`,
    )
  }

  return run
}

/** Exit code that says that nothing was run: the helper is not there, or is another. */
const notPlaced = 94

const runHelper =
  'is() { [ "$2" = - ] || [ "$(sha256sum <"$1")" = "$2  -" ]; }; ' +
  `cd "$1" 2>/dev/null && [ -O . ] && [ -f helper.conf ] && is helper "$2" && is helper.conf "$3" || exit ${notPlaced}; ` +
  'exec sh "$1/helper" "$1/helper.conf"'

/** Written beside its place, compared, then moved there; not into a folder that is somebody else's. */
const placeFile =
  'umask 077; mkdir -p "$1" && { [ -O "$1" ] || { echo "$1 is not root’s" >&2; exit 1; }; } && chmod 700 "$1" && cat >"$1/.new" && [ "$(sha256sum <"$1/.new")" = "$3  -" ] && mv -f "$1/.new" "$1/$2"'

async function readSettings(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new ServerUnreachable(
      `The settings for the trial, ${path}, cannot be read (${code}).`,
      'Correct trial.settings, or leave it out to have them found by looking round on the server.',
      { cause: error },
    )
  }
}
