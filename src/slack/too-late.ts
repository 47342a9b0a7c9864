/** A trigger lives for 3 s: what a person is told when it was over. @param then what became of it, and what to do */
export function tooLateToOpen(then: string): string {
  return `Slack gave me too little time to open the form. ${then}`
}

/** The same of a command. */
export const COMMAND_TOO_LATE = tooLateToOpen('Please type the command again.')
