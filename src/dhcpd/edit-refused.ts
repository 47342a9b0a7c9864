/** An edit that is not made, as it would need a person's judgement. The message completes "It cannot be edited: …". */
export class EditRefused extends Error {
  override readonly name = 'EditRefused'
}
