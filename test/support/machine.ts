import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Machine, type MachineOptions, startMachine } from '../../demo/machine/machine.ts'

/** A machine in a folder of its own with a short health wait; `close` takes the folder away too. */
export async function startTestMachine(options: Omit<MachineOptions, 'folder'> = {}): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-machine-'))
  const machine = await startMachine({ healthySeconds: 0.3, ...options, folder }).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true })
    throw error
  })
  return {
    ...machine,
    async close() {
      await machine.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
