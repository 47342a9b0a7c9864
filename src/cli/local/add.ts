import { applyEdits } from '../../dhcpd/source.ts'
import { buildInventory } from '../../inventory/build.ts'
import type { AddHost } from '../../inventory/change.ts'
import { checkAdd } from '../../inventory/check-add.ts'
import type { Inventory } from '../../inventory/model.ts'
import { PlanRefused } from '../../request/plan.ts'
import { planAdd } from '../../request/plan-add.ts'
import { readConfiguration, Unreadable } from './read.ts'
import { NotReplaced, replaceFile } from './replace-file.ts'
import { showDiff } from './show-diff.ts'
import { findingSaid, type Terminal, visible } from './terminal.ts'
import { testWithDhcpd } from './test-with-dhcpd.ts'

/** What `leasehold add` was asked for. */
export interface AddOptions {
  readonly name: string
  readonly mac: string
  /** `auto` or `''` for the next free one. */
  readonly address: string
  readonly file: string
  readonly leases: string | undefined
  readonly subnet: string | undefined
  readonly comment: string
  /** Only show the difference. */
  readonly dryRun: boolean
}

const DONE = 0
const REFUSED = 1
const UNREADABLE = 2

/**
 * Adds a host to a dhcpd.conf on this machine. Warnings are printed and do not stop it.
 * @returns the exit code: 0 done, 1 refused with the reason, 2 a file cannot be read.
 */
export async function addLocal(options: AddOptions, terminal: Terminal): Promise<number> {
  try {
    const configuration = await readConfiguration(options.file, options.leases)
    const inventory = buildInventory(configuration)
    const change = judge(options, inventory, terminal)
    if (!change) return REFUSED
    await write(change, inventory, options, terminal)
    return DONE
  } catch (error) {
    terminal.err(`${visible(reasonOf(error))}\n`)
    return error instanceof Unreadable ? UNREADABLE : REFUSED
  }
}

function judge(options: AddOptions, inventory: Inventory, terminal: Terminal): AddHost | undefined {
  const names = { pattern: undefined, domain: undefined }
  const { findings, change } = checkAdd(options, { inventory, names, reserved: [] })
  for (const finding of findings) terminal.err(findingSaid(finding))
  return change
}

async function write(
  change: AddHost,
  inventory: Inventory,
  { file, dryRun }: AddOptions,
  terminal: Terminal,
): Promise<void> {
  const { edits } = planAdd(change, inventory, { after: 'last-host-of-subnet' })
  const before = inventory.configuration.files[0]?.content ?? ''
  const after = applyEdits(before, edits)
  terminal.out(showDiff(file, before, after, terminal.color))
  if (dryRun) return
  await replaceFile(file, before, after, (staged) => test(staged, terminal))
  terminal.out(
    `Added ${change.name} with ${change.address} to ${file}. dhcpd reads it when it is restarted.\n`,
  )
}

async function test(staged: string, terminal: Terminal): Promise<void> {
  const verdict = await testWithDhcpd(staged)
  if (verdict.kind === 'absent')
    terminal.err('note: there is no dhcpd on this machine to test the result with.\n')
  if (verdict.kind === 'refused') {
    throw new NotReplaced(`\`dhcpd -t\` refuses the result, so nothing was written:\n${verdict.reason}`)
  }
}

/** What people are told of an error; defects of our own are told apart from refusals. */
function reasonOf(error: unknown): string {
  if (error instanceof Unreadable || error instanceof NotReplaced || error instanceof PlanRefused)
    return error.message
  const message = error instanceof Error ? error.message : String(error)
  return `Nothing was written: ${message}`
}
