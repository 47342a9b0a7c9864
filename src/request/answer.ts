/** An answer to a question that only Slack can settle: `unknown` where it did not say. */
export type Answer = 'yes' | 'no' | 'unknown'

/** Whether all of it is so; what is known to fail settles it, whatever is unknown. */
export function all(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no'
  return answers.includes('unknown') ? 'unknown' : 'yes'
}

/** Whether any of it is so; what is known to hold settles it, whatever is unknown. */
export function any(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes'
  return answers.includes('unknown') ? 'unknown' : 'no'
}
