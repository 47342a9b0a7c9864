import { count } from '../../inventory/count.ts'
import { rowOf, unsaidIn, writeTable } from '../../inventory/host-table.ts'
import type { Host } from '../../inventory/model.ts'
import type { SlackDeps } from '../deps.ts'
import { sendDirectly } from '../direct-file.ts'
import { namesOf } from '../views/names.ts'
import type { ButtonArgs } from './card-buttons.ts'
import { listHosts, showPage } from './list-hosts.ts'
import { pressed } from './pressed.ts'

/** Next: the message becomes the page after the one that it showed, however often it is pressed. */
export function nextHosts(args: ButtonArgs, deps: SlackDeps): Promise<void> {
  return turn(args, 1, deps)
}

/** Previous: the message becomes the page before. */
export function previousHosts(args: ButtonArgs, deps: SlackDeps): Promise<void> {
  return turn(args, -1, deps)
}

async function turn(args: ButtonArgs, by: number, deps: SlackDeps): Promise<void> {
  const press = await pressed(args, 'hosts', deps)
  if (!press) return
  const { shown, desk, person } = press
  const message = await showPage({ ...shown, page: shown.page + by }, desk, person, deps)
  await args.respond({ response_type: 'ephemeral', replace_original: true, ...message })
}

/** Download CSV: all hosts, not the page alone, as a file in the person's direct messages. */
export async function downloadHosts(args: ButtonArgs, deps: SlackDeps): Promise<void> {
  const press = await pressed(args, 'hosts', deps)
  if (!press) return
  const { shown, desk, person } = press
  const listed = await listHosts(shown.network, desk, deps)
  if ('none' in listed) return tell(args, listed.none.text)
  const { hosts, caution } = listed
  const what = count(hosts.length, 'host')
  const where = shown.network === undefined ? desk.name : `${desk.name}, ${shown.network}`
  const file = {
    name: `${fileName(where)}.csv`,
    title: `${what} of ${where}`,
    comment: [unsaidNote(hosts), caution].filter(Boolean).join('\n'),
    bytes: Buffer.from(writeTable(hosts.map(rowOf))),
  }
  await tell(args, await sendDirectly(args.client, person, `The table of ${what}`, file, deps.log))
}

async function tell({ respond }: ButtonArgs, text: string): Promise<void> {
  await respond({ response_type: 'ephemeral', replace_original: false, text })
}

/** The table is what `leasehold export` writes, and says as little. */
function unsaidNote(hosts: readonly Host[]): string {
  const names = hosts.filter((host) => unsaidIn(host).length > 0).map(({ name }) => name)
  if (names.length === 0) return ''
  return `The table cannot say all of these, which would be others if it were imported: ${namesOf(names)}.`
}

function fileName(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9.-]+/g, '-')
}
