import { leasesInAddressOrder } from '../../inventory/find.ts'
import { readLeasesFile } from '../../inventory/lease-file.ts'
import { readNamed } from '../local/read.ts'
import { type Desk, DONE, type ReadOptions } from './desk.ts'
import { columns, jsonLines } from './lines.ts'
import { leaseHostObject, leaseHostRow, leaseObject, leaseRow } from './show-leases.ts'
import { unlessUnreadable } from './with-inventory.ts'

/** `leasehold leases FILE`: the last state of every lease, and the hosts that the lease database declares. */
export function listLeases({ file, json }: Pick<ReadOptions, 'file' | 'json'>, desk: Desk): Promise<number> {
  return unlessUnreadable(desk, async () => {
    const { leases, leaseHosts } = readLeasesFile(await readNamed(file))
    const sorted = leasesInAddressOrder(leases)
    desk.terminal.out(
      json
        ? jsonLines([...sorted.map(leaseObject), ...leaseHosts.map(leaseHostObject)])
        : columns([...sorted.map(leaseRow), ...leaseHosts.map(leaseHostRow)]),
    )
    return DONE
  })
}
