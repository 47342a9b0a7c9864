import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { Machine } from '../../demo/machine/machine.ts'
import type { Configuration, Edit } from '../../src/dhcpd/source.ts'
import { connectServer, type ServerSettings } from '../../src/remote/server.ts'
import type { ApplyAnswer, DhcpServer } from '../../src/usecases/ports.ts'
import { startTestMachine } from '../support/machine.ts'

/** A machine and a client of it, both taken away when the test has ended. */
export interface Member {
  readonly machine: Machine
  readonly server: DhcpServer
  /** Another client, with other settings where given. */
  connect(settings?: Partial<ServerSettings>): DhcpServer
  /** The configuration file's bytes, one character each. */
  file(): string
  /** Reads and applies in one go. */
  change(id: string, edit: (content: string, path: string) => Edit): Promise<ApplyAnswer>
}

export async function startMember(config?: string): Promise<Member> {
  const machine = await startTestMachine(
    config === undefined ? {} : { config: Buffer.from(config, 'latin1') },
  )
  const clients: DhcpServer[] = []
  onTestFinished(async () => {
    for (const client of clients) await client.close()
    await machine.close()
  })
  function connect(settings: Partial<ServerSettings> = {}): DhcpServer {
    const client = connectServer({ name: 'campus', deadlineSeconds: 30, ...machine.server, ...settings })
    clients.push(client)
    return client
  }
  const server = connect()
  return {
    machine,
    server,
    connect,
    file: () => readFileSync(machine.configPath, 'latin1'),
    async change(id, edit) {
      const base = await server.read()
      return server.apply({ id, base, edits: [edit(mainContent(base), base.main)] })
    },
  }
}

export function mainContent(base: Configuration): string {
  return base.files[0]?.content ?? ''
}

export const newHost = 'host new { hardware ethernet 00:00:5e:00:53:77; fixed-address 10.20.0.77; }\n'

/** A new host at the end of the file. */
export function append(content: string, path: string): Edit {
  return { path, offset: content.length, length: 0, content: newHost }
}

/** A host with which `dhcpd -t` passes, and dhcpd does not start once {@link failStartWithFatal} was called. */
export const fatalHost = 'host fatal { hardware ethernet 00:00:5e:00:53:78; fixed-address 10.20.0.78; }\n'

export function appendFatal(content: string, path: string): Edit {
  return { ...append(content, path), content: fatalHost }
}

/** Makes the start of dhcpd fail with a configuration that holds the fatal host. */
export function failStartWithFatal(machine: Machine): void {
  setSetting(machine, 'start', (was) => `! grep -q 'host fatal' '${machine.configPath}' && ${was}`)
}

/** Replaces one of the helper's settings; `now` is given what it was. */
export function setSetting(machine: Machine, name: string, now: (was: string) => string): void {
  const lines = readFileSync(machine.settingsPath, 'utf8').split('\n')
  const changed = lines.map((line) =>
    line.startsWith(`${name}=`) ? `${name}=${now(line.slice(name.length + 1))}` : line,
  )
  writeFileSync(machine.settingsPath, changed.join('\n'))
}

/** Makes the helper die by SIGKILL when it runs one of its commands for the first time; the command itself goes on. */
export function killHelperAt(machine: Machine, command: 'test' | 'stop' | 'start'): void {
  const folder = machine.statePath.replace(/\/state$/, '')
  const marker = `${folder}/kill-at-${command}`
  writeFileSync(marker, '')
  // The parent of the command's shell is timeout, and its parent the helper, or a part of it that runs beside the rest.
  writeFileSync(
    `${marker}.sh`,
    `if [ -e '${marker}' ]; then
  rm '${marker}'
  parent() { cut -d' ' -f4 "/proc/$1/stat"; }
  words() { tr '\\0' ' ' <"/proc/$1/cmdline"; }
  helper=$(parent "$PPID")
  while [ "$(words "$(parent "$helper")")" = "$(words "$helper")" ]; do helper=$(parent "$helper"); done
  kill -9 "$helper"
fi
`,
  )
  setSetting(machine, command, (was) => `. '${marker}.sh'; ${was}`)
}

/** Resolves when the condition holds; rejects after ten seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('it did not come true within ten seconds')
    await setTimeout(10)
  }
}
