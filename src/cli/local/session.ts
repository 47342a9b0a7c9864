import { dirname } from 'node:path'
import { applyEdits } from '../../dhcpd/source.ts'
import type { Family } from '../../inventory/address.ts'
import { buildInventory } from '../../inventory/build.ts'
import type { Inventory } from '../../inventory/model.ts'
import { refusedOf } from '../../inventory/refused.ts'
import { type Plan, PlanRefused } from '../../request/plan.ts'
import { FolderBusy } from './folder-lock.ts'
import { managedAmong } from './managed.ts'
import { readConfiguration, Unreadable } from './read.ts'
import { NotReplaced, replaceFile } from './replace-file.ts'
import { showDiff } from './show-diff.ts'
import { withStagedMain } from './stage-includers.ts'
import { reasonOfSystem } from './system-error.ts'
import { type Terminal, visible } from './terminal.ts'
import { testWithDhcpd } from './test-with-dhcpd.ts'

export const DONE = 0
export const REFUSED = 1
export const UNREADABLE = 2

/** The file that a command works on. */
export interface LocalFile {
  readonly file: string
  readonly leases: string | undefined
  /** Whether it is for `dhcpd -4` or `dhcpd -6`. */
  readonly family: Family
  /** Only show the difference. */
  readonly dryRun: boolean
}

/**
 * Runs a command on what a configuration of this machine declares.
 * @param command gives the exit code
 * @returns its exit code; 1 when it was refused, 2 when a file cannot be read, each with the reason told.
 */
export async function onLocalFile(
  { file, leases }: Pick<LocalFile, 'file' | 'leases'>,
  terminal: Terminal,
  command: (inventory: Inventory) => Promise<number>,
): Promise<number> {
  try {
    return await command(buildInventory(await readConfiguration(file, leases)))
  } catch (error) {
    terminal.err(`${visible(reasonOf(error))}\n`)
    return error instanceof Unreadable ? UNREADABLE : REFUSED
  }
}

/**
 * Shows what a plan changes and, unless that is all that was asked for, writes it, tested with `dhcpd -t`.
 * @param done what is said then, without the file: `Added printer`
 */
export async function writePlan(
  { edits }: Plan,
  inventory: Inventory,
  { file, family, dryRun }: LocalFile,
  terminal: Terminal,
  done: string,
): Promise<void> {
  const { configuration } = inventory
  refuseBroken(inventory, family)
  const [path] = edits.map((edit) => edit.path)
  if (!dryRun) await refuseFixed(path === undefined ? [file] : [file, path])
  const source = configuration.files.find((candidate) => candidate.path === path)
  if (!source) {
    terminal.out('Nothing to change.\n')
    return
  }
  const after = applyEdits(source.content, edits)
  terminal.out(showDiff(source.path, source.content, edits, terminal.color))
  if (dryRun) return
  await replaceFile(source.path, source.content, after, (staged) =>
    withStagedMain(configuration, source.path, staged, (main, asRead) =>
      test(main, family, asRead, terminal),
    ),
  )
  terminal.out(`${done} in ${source.path}. dhcpd reads it when it is restarted.\n`)
}

/** Nothing is changed in files that dhcpd would not start with, be it on this machine or not. */
function refuseBroken(inventory: Inventory, family: Family): void {
  const [problem] = refusedOf(inventory, family)
  if (!problem) return
  throw new NotReplaced(
    `dhcpd would refuse ${problem.path}:${problem.line}: ${problem.message}. Nothing was written: mend the file first.`,
  )
}

/** What cannot be written, or only by someone else. */
async function refuseFixed(paths: readonly string[]): Promise<void> {
  if (paths.includes('-')) {
    throw new NotReplaced('Standard input cannot be changed: name the file, or add --dry-run.')
  }
  const managed = await managedAmong(paths)
  if (managed !== undefined) {
    throw new NotReplaced(
      `${managed} is changed by requests in Slack alone, which its helper carries out. Ask for the change there.`,
    )
  }
}

async function test(
  staged: string,
  family: Family,
  asRead: (text: string) => string,
  terminal: Terminal,
): Promise<void> {
  const verdict = await testWithDhcpd(staged, family)
  if (verdict.kind === 'absent')
    terminal.err('note: there is no dhcpd on this machine to test the result with.\n')
  if (verdict.kind === 'refused') {
    throw new NotReplaced(
      `\`dhcpd -t\` refuses the result, so nothing was written:\n${asRead(verdict.reason)}`,
    )
  }
}

/** What people are told of an error; defects of our own are told apart from refusals. */
function reasonOf(error: unknown): string {
  const isMeant = [Unreadable, NotReplaced, PlanRefused, FolderBusy].some((kind) => error instanceof kind)
  if (isMeant && error instanceof Error) return error.message
  return `Nothing was written${whereOf(error)}: ${reasonOfSystem(error)}.`
}

/** Files are staged beside those they replace: it is the folder that people know. */
function whereOf(error: unknown): string {
  if (!(error instanceof Error) || !('path' in error) || typeof error.path !== 'string') return ''
  return ` in the folder ${dirname(error.path)}`
}
