/** An error that is made to be read: `message` says what is wrong, `advice` what to do. Both are fit to be shown. */
export class ExplainedError extends Error {
  override readonly name: string = 'ExplainedError'
  readonly advice: string
  constructor(message: string, advice: string, options?: ErrorOptions) {
    super(message, options)
    this.advice = advice
  }
}
