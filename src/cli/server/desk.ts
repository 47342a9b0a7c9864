import type { MemberConfig, ServerConfig } from '../../config/settings.ts'
import type { DhcpServer } from '../../usecases/ports.ts'
import type { Terminal } from '../local/terminal.ts'

/** A server of leasehold.yaml, as far as setting it up goes. */
export type KnownServer = Pick<ServerConfig, 'name' | 'member' | 'partner' | 'deadlineSeconds'>

/** What the commands about servers work with. */
export interface ServerDesk {
  readonly terminal: Terminal
  /** Asks a person yes or no; undefined where there is no terminal to ask at. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined
  /** The servers of a leasehold.yaml. @throws ConfigError */
  servers(path: string): readonly KnownServer[]
  /** Reaches a server with the bot's own key. */
  connect(name: string, member: MemberConfig, deadlineSeconds: number): DhcpServer
  /** The helper, and what looks round on a machine: sh scripts. */
  readonly scripts: { readonly helper: string; readonly survey: string }
}

export { DONE, REFUSED } from '../read/desk.ts'
