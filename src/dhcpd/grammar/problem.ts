/** Why dhcpd refuses a configuration. Codes are stable: people and programs look for them. */
export type ProblemCode =
  /** A `;` that ends no statement. */
  | 'stray-semicolon'
  | 'missing-semicolon'
  | 'unclosed-block'
  /** A `}` that closes nothing. */
  | 'unexpected-close'
  | 'unclosed-string'
  | 'bad-escape'
  /** A token, a string or a run of white space over 1,499 bytes. */
  | 'too-long'
  /** Braces or parentheses within one another beyond what we follow. */
  | 'too-deep'
  /** Another word or mark was expected. */
  | 'unexpected-word'
  | 'unknown-statement'
  /** A statement that dhcpd knows, but not in this block. */
  | 'not-allowed-here'
  /** A statement for the other of DHCPv4 and DHCPv6. */
  | 'wrong-family'
  | 'bad-number'
  | 'bad-address'
  | 'bad-name'
  | 'bad-value'
  | 'bad-expression'
  | 'unknown-option'
  | 'unknown-option-space'
  | 'unknown-class'
  | 'unknown-group'
  | 'unknown-key'
  | 'unknown-peer'
  | 'bad-option-definition'
  /** A host of this name was declared before. */
  | 'duplicate-host'
  /** A statement that may stand once stands a second time. */
  | 'duplicate-statement'
  /** An address in two ranges. */
  | 'duplicate-address'
  | 'outside-subnet'
  /** Ranges of more addresses than dhcpd can count. */
  | 'range-too-large'
  | 'empty-pool'
  | 'empty-network'
  | 'incomplete-peer'
  | 'incomplete-key'
  | 'missing-include'
  | 'include-loop'
  /** A value that dhcpd takes in when it reads, and stops at when it starts. */
  | 'fatal-setting'

export interface Problem {
  readonly code: ProblemCode
  readonly path: string
  /** In bytes from the start of the file. */
  readonly offset: number
  /** Both from 1, the column in bytes. */
  readonly line: number
  readonly column: number
  /** What was found and what was expected, in a sentence without a full stop. */
  readonly message: string
}
