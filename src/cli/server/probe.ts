import type { DhcpServer, ProbeAnswer } from '../../usecases/ports.ts'
import { type Terminal, visible } from '../local/terminal.ts'
import { DONE, type ServerDesk } from './desk.ts'
import { findServer } from './find-server.ts'

export interface ProbeOptions {
  readonly name: string
  readonly config: string
  /** One JSON object in place of sentences (docs/JSON.md). */
  readonly json: boolean
}

/** `leasehold server probe NAME`: logs in to each member as the bot does, and says what the helper there offers. */
export async function probeServer({ name, config, json }: ProbeOptions, desk: ServerDesk): Promise<number> {
  const { member, partner, deadlineSeconds } = findServer(name, config, desk)
  for (const one of partner ? [member, partner] : [member]) {
    await probeMember(desk.connect(name, one, deadlineSeconds), one.host, json, desk.terminal)
  }
  return DONE
}

async function probeMember(
  server: DhcpServer,
  host: string,
  json: boolean,
  terminal: Terminal,
): Promise<void> {
  try {
    const answer = await server.probe()
    const { name, trial } = server
    if (json) terminal.out(`${JSON.stringify({ server: name, host, trial, ...answer })}\n`)
    else showProbe(server, host, answer, terminal)
  } finally {
    await server.close()
  }
}

/** What a probe found, for a person. */
export function showProbe(server: DhcpServer, host: string, answer: ProbeAnswer, terminal: Terminal): void {
  const { has, lacks, facts } = answer
  terminal.out(`${server.name}: the helper on ${host} answers.\n`)
  for (const { name, value } of facts) terminal.out(visible(`  ${name}: ${value}\n`))
  if (has.length > 0) terminal.out(visible(`  has: ${has.join(', ')}\n`))
  if (lacks.length > 0) terminal.out(visible(`  lacks: ${lacks.join(', ')}\n`))
  if (server.trial) {
    terminal.out(
      '  trial: nothing is installed there, and the bot’s key may do anything; leasehold server install ends that.\n',
    )
  }
}
