import { readdir, readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { readConfiguration } from './read.ts'

/** Where the helpers that change servers' files for the bot keep their settings, each in a file `*.conf`. */
const SETTINGS_FOLDER = '/etc/leasehold'

/** What a helper may change: files, and folders that its settings name for includes. Links are resolved. */
interface Domain {
  readonly files: ReadonlySet<string>
  readonly folders: readonly string[]
}

/**
 * The first of some files that a helper of this machine changes for the bot, which changes it by requests alone
 * (SAFETY A8): its configuration, what that includes, and what lies in a folder that its settings name for includes.
 */
export async function managedAmong(
  paths: readonly string[],
  settingsFolder = SETTINGS_FOLDER,
): Promise<string | undefined> {
  const domains = await Promise.all((await settingsIn(settingsFolder)).map(domainOf))
  for (const path of paths) {
    const real = await resolved(path)
    if (domains.some((domain) => holds(domain, real))) return path
  }
  return undefined
}

/** The texts of the helpers' settings; none where they cannot be read, as they are root's alone. */
async function settingsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  const texts = names
    .filter((name) => name.endsWith('.conf'))
    .map((name) => readFile(join(folder, name), 'utf8').catch(() => ''))
  return Promise.all(texts)
}

async function domainOf(settings: string): Promise<Domain> {
  const config = valuesOf(settings, 'config').at(-1)
  const included = config === undefined ? [] : await filesOf(config)
  return {
    files: new Set(await Promise.all(included.map(resolved))),
    folders: await Promise.all(valuesOf(settings, 'include-folder').map(resolved)),
  }
}

function valuesOf(settings: string, name: string): string[] {
  const beginning = `${name}=`
  const lines = settings.split('\n').filter((line) => line.startsWith(beginning))
  return lines.map((line) => line.slice(beginning.length))
}

/** A configuration's main file and all that it includes. */
async function filesOf(config: string): Promise<string[]> {
  try {
    const { files } = await readConfiguration(config, undefined)
    return files.map(({ path }) => path)
  } catch {
    return [config]
  }
}

function holds({ files, folders }: Domain, path: string): boolean {
  return files.has(path) || folders.some((folder) => path.startsWith(`${folder}/`))
}

function resolved(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}
