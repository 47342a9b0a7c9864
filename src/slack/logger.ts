import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from '../usecases/ports.ts'

/** Slack's libraries write into our log; their chatter below warnings is left out. */
export function bridgeLogger(log: Log): Logger {
  return {
    debug: () => {},
    info: () => {},
    warn: (...words) => log.warn({ from: 'slack' }, words.map(String).join(' ')),
    error: (...words) => log.error({ from: 'slack' }, words.map(String).join(' ')),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  }
}
