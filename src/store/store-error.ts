/** The store cannot be used as it is: `message` says what is wrong with which file, `advice` what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly advice: string
  constructor(message: string, advice: string, options?: ErrorOptions) {
    super(message, options)
    this.advice = advice
  }
}
