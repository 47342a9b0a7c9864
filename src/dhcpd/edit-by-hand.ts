import { textAt, wordTokens } from './edit-statement.ts'
import { keywordOf, type Statement, type SyntaxTree } from './syntax.ts'
import { TokenKind } from './token.ts'

/** Statements of a host that are hardware, addresses, identifiers or plain parameters (man 5 dhcpd.conf). */
const PLAIN: ReadonlySet<string> = new Set([
  'hardware',
  'fixed-address',
  'fixed-address6',
  'fixed-prefix6',
  'uid',
  'dhcp-client-identifier',
  'host-identifier',
  'option',
  'filename',
  'server-name',
  'next-server',
  'default-lease-time',
  'max-lease-time',
  'min-lease-time',
  'allow',
  'deny',
  'ignore',
  'always-broadcast',
  'always-reply-rfc1048',
  'ddns-hostname',
  'ddns-domainname',
  'ddns-rev-domainname',
  'ddns-updates',
  'get-lease-hostnames',
  'use-host-decl-names',
  'boot-unknown-clients',
])

/**
 * Why a host is edited by hand only: it holds more than hardware, addresses, identifiers and plain options
 * (SAFETY K3). Undefined where it may be edited.
 */
export function byHandOnly(tree: SyntaxTree, host: Statement): string | undefined {
  for (const inner of host.block ?? []) {
    const keyword = keywordOf(tree, inner)
    const isPlain = inner.block === undefined && PLAIN.has(keyword) && !isExpression(tree, inner)
    if (!isPlain) return `it holds \`${keyword}\`, which is more than hardware, addresses and plain options`
  }
  return undefined
}

/** Values that are worked out (`=`, `concat(…)`) and records. */
function isExpression(tree: SyntaxTree, statement: Statement): boolean {
  return wordTokens(tree, statement).some((index) => {
    const kind = tree.tokens.kinds[index]
    return kind !== TokenKind.word && kind !== TokenKind.string && textAt(tree, index) !== ','
  })
}
