import { ServerUnreachable } from '../usecases/ports.ts'

/**
 * The private key cannot be read or used.
 * @param given whether there was a passphrase to try
 */
export function explainKey(error: unknown, key: string, given: boolean): ServerUnreachable {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const [message, advice] = keyFailure(error, code, key, given)
  return new ServerUnreachable(message, advice, { cause: error })
}

function keyFailure(error: unknown, code: unknown, key: string, given: boolean): [string, string] {
  if (code === 'ENOENT') {
    return [
      `The private key ${key} is not there.`,
      `Correct key, or make one with ssh-keygen -t ed25519 -f ${key}.`,
    ]
  }
  // OpenSSL's own failures have codes too; those of the file system are all that matter here.
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) {
    return [
      `The private key ${key} cannot be read (${code}).`,
      'Give it to the user that the bot runs as, with mode 600.',
    ]
  }
  const text = error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
  if (!given && /no passphrase given/i.test(text)) {
    return [
      `The private key ${key} has a passphrase, and none was given.`,
      'Say where it is: passphrase: { env: NAME } or { file: PATH } beside key; or use an agent.',
    ]
  }
  if (given) {
    return [
      `The private key ${key} cannot be opened with the passphrase that was given.`,
      `Try it by hand: ssh-keygen -yf ${key}. Then correct the passphrase in the environment or in its file.`,
    ]
  }
  return [
    `The private key ${key} cannot be used: ${text}.`,
    'Give a private key in OpenSSH format, not the public half.',
  ]
}

/** There is no agent at the socket, or it has nothing to offer. */
export function explainAgent(socket: string, why: 'missing' | 'silent' | 'empty'): ServerUnreachable {
  switch (why) {
    case 'missing':
      return new ServerUnreachable(
        `There is no SSH agent at ${socket}.`,
        'Start one for the user that the bot runs as, and let SSH_AUTH_SOCK or agent name its socket.',
      )
    case 'silent':
      return new ServerUnreachable(
        `The SSH agent at ${socket} does not answer.`,
        'See that it runs and belongs to the user that the bot runs as.',
      )
    case 'empty':
      return new ServerUnreachable(`The SSH agent at ${socket} holds no key.`, 'Add one: ssh-add KEY.')
  }
}
