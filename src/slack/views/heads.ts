import type { Message } from './message.ts'
import { smallPrint } from './text.ts'

/** Where the audit logs end, as a command that can be copied. @param heads as `audit_log:12:HASH` */
export function headsMessage(heads: readonly string[]): Message {
  const command = `leasehold audit verify ${heads.map((head) => `--head ${head}`).join(' ')}`
  return {
    text: 'Where the audit logs end today.',
    blocks: [
      smallPrint(`*The audit logs end here today.* Whether what came before is as it was: \`${command}\``),
    ],
  }
}
