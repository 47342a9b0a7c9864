import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { parse, stringify } from 'yaml'
import { APPROVALS, type Demo, type DemoOptions, PEOPLE, startDemo } from '../../demo/demo.ts'
import type { ActResult } from '../../demo/workspace/acts.ts'
import type { Person } from '../../demo/workspace/person.ts'
import type { SeenMessage } from '../../demo/workspace/seen.ts'
import { type Relay, startRelay } from '../support/relay.ts'

/** Patience for what waits for a bot that starts again, or for a server that is tried again. */
export const LONG = 30_000

/** The demo with its people, and a relay between bot and server that can be cut. */
export async function playScene(options: Pick<DemoOptions, 'machine' | 'store' | 'role'> = {}) {
  const relays: Relay[] = []
  const demo: Demo = await startDemo({
    ...options,
    port: 0,
    record: undefined,
    healthySeconds: 0.3,
    relay: async (port) => {
      const relay = await startRelay(port)
      relays.push(relay)
      return relay.port
    },
    progress: () => {},
  })
  const [relay] = relays
  if (!relay) throw new Error('the demo used no relay')
  onTestFinished(async () => {
    await demo.close()
    await relay.close()
  })
  const rita = attentive(demo.workspace.as(PEOPLE.requester))
  const anna = attentive(demo.workspace.as(PEOPLE.approver))
  const sam = attentive(demo.workspace.as(PEOPLE.secondApprover))
  const ben = attentive(demo.workspace.as(PEOPLE.bystander))

  /** Rita asks for a host; gives the card as it stands in the channel. */
  async function ask(name: string, mac: string, address = ''): Promise<SeenMessage> {
    await rita.command(`/dhcp add ${name} ${mac} ${address}`)
    await rita.waitForModal((modal) => modal.fields.some((field) => field.label === 'Subnet'))
    await rita.fill({ Reason: `for ${name}` })
    const sent = await rita.submit()
    if (sent.kind !== 'closed') throw new Error(`the form was not accepted: ${JSON.stringify(sent)}`)
    return anna.waitForMessage(APPROVALS, `Register ${name}`)
  }

  /** The card of a host as it becomes. */
  function card(name: string, text: string, patience = LONG): Promise<SeenMessage> {
    const wanted = (message: SeenMessage) =>
      message.readable.includes(`Register ${name}`) && message.readable.includes(text)
    return anna.waitForMessage(APPROVALS, wanted, patience)
  }

  const path = demo.machine.configPath
  const file = {
    read: () => readFileSync(path, 'latin1'),
    write: (content: string) => writeFileSync(path, content, 'latin1'),
  }
  return { demo, relay, rita, anna, sam, ben, ask, card, file }
}

/** The demo with a bot that has another policy, and other times at which it applies. */
export async function playWith({ policy, apply }: { readonly policy: object; readonly apply?: object }) {
  const scene = await playScene()
  const path = join(scene.demo.folder, 'leasehold.yaml')
  const config = parse(readFileSync(path, 'utf8'))
  const campus = { ...config.servers.campus, ...(apply && { apply }) }
  writeFileSync(path, stringify({ ...config, servers: { campus }, policy }))
  await scene.demo.restartBot()
  return scene
}

/** A person for whom anything that they do and the bot does not acknowledge is a failure of the test. */
export function attentive(person: Person): Person {
  return {
    ...person,
    command: async (...command) => taken(await person.command(...command)),
    click: async (...click) => taken(await person.click(...click)),
    submit: async () => taken(await person.submit()),
    openHome: async () => taken(await person.openHome()),
    clickInHome: async (text) => taken(await person.clickInHome(text)),
    useShortcut: async (...shortcut) => taken(await person.useShortcut(...shortcut)),
  }
}

function taken<T extends ActResult | Awaited<ReturnType<Person['submit']>>>(result: T): T {
  if (result.kind === 'failed') throw new Error(`Slack says: ${result.message}`)
  return result
}
